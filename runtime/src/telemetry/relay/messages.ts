import type { Attributes, HrTime, MetricOptions, SpanKind, SpanStatus } from "@opentelemetry/api";
import type { PlainSpanContext } from "./plain-context.ts";

/** What made a span, a log record or a measurement. */
export interface PlainScope {
  readonly name: string;
  readonly version?: string;
  readonly schemaUrl?: string;
}

/** A span, as it crosses from one thread to another. All but its resource, which is that of the process. */
export interface PlainSpan {
  readonly name: string;
  readonly kind: SpanKind;
  readonly context: PlainSpanContext;
  readonly parent: PlainSpanContext | undefined;
  readonly startTime: HrTime;
  readonly endTime: HrTime;
  readonly duration: HrTime;
  readonly status: SpanStatus;
  readonly attributes: Attributes;
  readonly links: readonly {
    readonly context: PlainSpanContext;
    readonly attributes?: Attributes;
    readonly droppedAttributesCount?: number;
  }[];
  readonly events: readonly {
    readonly time: HrTime;
    readonly name: string;
    readonly attributes?: Attributes;
    readonly droppedAttributesCount?: number;
  }[];
  readonly scope: PlainScope;
  readonly droppedAttributesCount: number;
  readonly droppedEventsCount: number;
  readonly droppedLinksCount: number;
}

/** A log record, likewise. */
export interface PlainLogRecord {
  readonly hrTime: HrTime;
  readonly hrTimeObserved: HrTime;
  readonly context: PlainSpanContext | undefined;
  readonly severityText: string | undefined;
  readonly severityNumber: number | undefined;
  readonly body: unknown;
  readonly eventName: string | undefined;
  readonly attributes: Attributes;
  readonly droppedAttributesCount: number;
  readonly scope: PlainScope;
}

/** What a meter makes of these is told of each value; what is asked for values is not. */
export type RelayedInstrument = "createCounter" | "createUpDownCounter" | "createHistogram" | "createGauge";

/** One value that an instrument was given. */
export interface Measured {
  readonly scope: PlainScope;
  readonly create: RelayedInstrument;
  readonly name: string;
  readonly options: MetricOptions | undefined;
  readonly value: number;
  readonly attributes: Attributes | undefined;
}

/** What a thread tells the one that exports for it. Plain data. */
export type RelayMessage = (
  | { readonly kind: "span started" | "span ended"; readonly span: PlainSpan }
  | { readonly kind: "log record"; readonly record: PlainLogRecord }
  | { readonly kind: "measured"; readonly measured: Measured }
) & {
  /** One of `telemetry.services`. Undefined for what belongs to the process. */
  readonly service: string | undefined;
};
