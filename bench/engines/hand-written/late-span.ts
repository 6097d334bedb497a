import { SpanStatusCode } from "@opentelemetry/api";
import type { Attributes, Context } from "@opentelemetry/api";
import { tracer } from "../../hand-written/tracer.ts";
import { withSpanId } from "./provider.ts";

/** A span that is made when it is over, under the id that others have known it by since it began. */
export interface LateSpan {
  readonly name: string;
  readonly spanId: string;
  readonly startTime: number;
  readonly endTime?: number;
  readonly attributes: Attributes;
  /** What it failed with. */
  readonly error?: string;
}

export function emit({ name, spanId, startTime, endTime, attributes, error }: LateSpan, parent: Context): void {
  const span = withSpanId(spanId, () => tracer.startSpan(name, { startTime }, parent));
  span.setAttributes(attributes);
  if (error !== undefined) {
    span.setStatus({ code: SpanStatusCode.ERROR, message: error });
  }
  span.end(endTime);
}
