import { context, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import type { Context } from "@opentelemetry/api";
import type { Span, Telemetry } from "bullmq";
import { VERSION } from "../../task/metrics.ts";
import { isMessaging, isProcessing } from "./attributes.ts";
import { jobOf } from "./consumed-job.ts";
import { consumerSpan } from "./consumer-span.ts";
import type { ConsumerRelation } from "./consumer-span.ts";
import { contextFrom, metadataOf } from "./metadata.ts";
import { producerSpan } from "./producer-span.ts";

/** What `bullmqTelemetry` takes. */
export interface BullmqTelemetryOptions {
  /**
   * For workers: `child` puts the work on a job into the trace of whoever added it, `link` into a trace of its own that links
   * there. Default: `child`. Jobs of a scheduler (`upsertJobScheduler`) are always linked.
   */
  readonly consumerSpan?: ConsumerRelation | undefined;
}

/** For what BullMQ does all the time to keep a queue going. */
const NO_SPAN: Span<Context> = {
  setSpanOnContext: (active) => active,
  setAttribute: () => {},
  setAttributes: () => {},
  addEvent: () => {},
  recordException: () => {},
  end: () => {},
};

/**
 * The `telemetry` option of BullMQ's `Queue`, `FlowProducer` and `Worker`: a span for whoever adds jobs, one for each attempt at a
 * job, and with the job all that the propagators send: the trace, baggage, and of a spec's `context` what travels as baggage.
 *
 * Names and attributes are those of OpenTelemetry's conventions for messaging: `add orders`, `addBulk orders`, `process orders`.
 * What was sent is in the job's options, never in its data, and stays there when the job is retried, so that all attempts stand beside
 * each other. Data and results are not shown.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/
 */
export function bullmqTelemetry({ consumerSpan: relation = "child" }: BullmqTelemetryOptions = {}): Telemetry<Context> {
  const tracer = trace.getTracer("@gen-flows/runtime/bullmq", VERSION);
  return {
    tracer: {
      startSpan: (name, _options, message) => {
        const [operation = ""] = name.split(" ", 1);
        if (!isMessaging(operation)) {
          return NO_SPAN;
        }
        return isProcessing(operation)
          ? consumerSpan(tracer, operation, relation, message)
          : producerSpan(tracer, operation);
      },
    },
    contextManager: {
      with: (within, callback) => context.with(within, callback),
      active: () => context.active(),
      root: () => ROOT_CONTEXT,
      fromMetadata: (_active, metadata) => contextFrom(metadata),
      // A job that is retried goes on with what its producer sent: BullMQ leaves that as it is if there is nothing new.
      getMetadata: (sender) => (jobOf(sender) === undefined ? metadataOf(sender) : ""),
    },
  };
}
