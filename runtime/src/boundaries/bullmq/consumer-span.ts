import { isSpanContextValid, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import type { Context, Span, Tracer } from "@opentelemetry/api";
import { ATTR_ERROR_TYPE, ERROR_TYPE_VALUE_OTHER } from "@opentelemetry/semantic-conventions";
import type { Span as BullmqSpan } from "bullmq";
import { CancelledError, describeError, endSpan, errorType, linkTo, startSpan } from "../../task/index.ts";
import { JOB_ID, QUEUE_NAME } from "./attributes.ts";
import { withJob } from "./consumed-job.ts";
import type { ConsumedJob } from "./consumed-job.ts";
import { describedSpan, describeMessage } from "./described-span.ts";
import { PendingContext } from "./pending-context.ts";

/** How the span that works on a job stands to the one that sent it: in its trace, or in one of its own that links there. */
export type ConsumerRelation = "child" | "link";

/** What the ids of jobs begin with that a scheduler of BullMQ has made. BullMQ refuses others that have a colon. */
const SCHEDULED = "repeat:";

/**
 * The span of one attempt at a job. It begins when BullMQ says which job that is, right before it calls the processor: each
 * job of a scheduler has a trace of its own, or that in which the scheduler was set up would grow as long as it lives.
 *
 * @param message Where the job comes from; undefined if it says nothing.
 */
export function consumerSpan(
  tracer: Tracer,
  operation: string,
  relation: ConsumerRelation,
  message: Context = ROOT_CONTEXT,
): BullmqSpan<Context> {
  let begun: { readonly span: Span; readonly job: ConsumedJob; readonly context: Context } | undefined;
  const begin = (): NonNullable<typeof begun> => {
    if (begun === undefined) {
      const known = described.known();
      const isLinked = relation === "link" || String(known[JOB_ID]).startsWith(SCHEDULED);
      const parent = isLinked ? trace.deleteSpan(message) : message;
      const producer = trace.getSpanContext(message);
      const links = isLinked && producer !== undefined && isSpanContextValid(producer) ? [linkTo(producer, "produced_by")] : [];
      const span = startSpan(tracer, `${operation} ${String(known[QUEUE_NAME])}`, { kind: SpanKind.CONSUMER, links }, parent);
      describeMessage(span, operation, known);
      const job: ConsumedJob = {};
      begun = { span, job, context: withJob(trace.setSpan(parent, span), job) };
    }
    return begun;
  };
  const described = describedSpan(
    () => begun?.span,
    () => {
      if (described.known()[JOB_ID] !== undefined) {
        begin();
      }
    },
  );
  return {
    ...described,
    setSpanOnContext: () => new PendingContext(() => begin().context),
    addEvent: (name) => {
      if (name === "job failed") {
        const { span, job } = begin();
        recordFailure(span, job);
      }
    },
    recordException: (error) => {
      describeError(begin().span, error, undefined);
    },
    end: () => {
      endSpan(begin().span);
    },
  };
}

/**
 * An error that `jobProcessor` has not seen is known by its message alone, which may be one that a spec masks: it is not shown.
 * A job that was cancelled is no error.
 */
function recordFailure(span: Span, { error }: ConsumedJob): void {
  if (error === undefined) {
    span.setAttribute(ATTR_ERROR_TYPE, ERROR_TYPE_VALUE_OTHER);
    span.setStatus({ code: SpanStatusCode.ERROR });
  } else if (error.value instanceof CancelledError) {
    span.setAttribute(ATTR_ERROR_TYPE, errorType(error.value));
  } else {
    describeError(span, error.value, undefined);
  }
}
