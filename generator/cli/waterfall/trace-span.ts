export interface TraceSpanEvent {
  readonly name: string;
  readonly timeMs: number;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** A finished span, as a waterfall needs it: whatever it was recorded by, and however it came here. */
export interface TraceSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Absent on a root. The parent need not be among the spans that are drawn. */
  readonly parentSpanId?: string | undefined;
  readonly name: string;
  /** Milliseconds since the epoch, with a fraction. */
  readonly startTimeMs: number;
  readonly endTimeMs: number;
  readonly status: "unset" | "ok" | "error";
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly events: readonly TraceSpanEvent[];
  /** `service.name` of the resource. A row says it where it differs from that of the first span. */
  readonly serviceName?: string | undefined;
}
