import { SpanKind, trace } from "@opentelemetry/api";
import type { Context, Span, Tracer } from "@opentelemetry/api";
import type { Span as BullmqSpan } from "bullmq";
import { describeErrorWithin, endSpan, startSpan } from "../../task/index.ts";
import { QUEUE_NAME } from "./attributes.ts";
import { withoutJob } from "./consumed-job.ts";
import { describedSpan, describeMessage } from "./described-span.ts";

const OPTIONS = { kind: SpanKind.PRODUCER };

/**
 * The span of what puts jobs into a queue. It begins when BullMQ asks for the context to send, and has said the name of the
 * queue by then.
 */
export function producerSpan(tracer: Tracer, operation: string): BullmqSpan<Context> {
  let span: Span | undefined;
  let sender: Context;
  const described = describedSpan(() => span);
  return {
    ...described,
    setSpanOnContext: (active) => {
      const known = described.known();
      const queue = known[QUEUE_NAME];
      span = startSpan(tracer, queue ? `${operation} ${String(queue)}` : operation, OPTIONS, active);
      describeMessage(span, operation, known);
      sender = active;
      return trace.setSpan(withoutJob(active), span);
    },
    addEvent: () => {},
    recordException: (error) => {
      if (span !== undefined) {
        describeErrorWithin(sender, span, error);
      }
    },
    end: () => {
      if (span !== undefined) {
        endSpan(span);
      }
    },
  };
}
