import type { HrTime } from "@opentelemetry/api";
import { hrTimeToMicroseconds } from "@opentelemetry/core";
import type { ReadableSpan, Span, SpanProcessor } from "@opentelemetry/sdk-trace";
import { ATTR_ERROR_TYPE } from "@opentelemetry/semantic-conventions";
import {
  ATTR_RUN_ID,
  ATTR_STEP_ID,
  ATTR_STEP_INDEX,
  ATTR_TASK_ATTEMPT,
  ATTR_TASK_NAME,
  ATTR_TASK_RESULT,
  EVENT_RETRY_SCHEDULED,
} from "../task/names.ts";

/**
 * For `telemetry.compat: dotflow`: puts the attributes that Dotflow's tracer writes beside ours, so that dashboards and
 * alerts made for it go on working.
 *
 * - `dotflow.workflow_id`, on spans of workflows and tasks: the run's id;
 * - `dotflow.task_id`: the id of the step, with the index of its item;
 * - `dotflow.task.status`: `Completed`, `Failed`, or `Retry` for an attempt that is followed by another;
 * - `dotflow.task.duration`: seconds;
 * - `dotflow.task.retry_count`: how many attempts came before, if any did.
 *
 * Where the provider is the application's, it may be given to that.
 */
export function dotflowAttributes(): SpanProcessor {
  /** The workflow's span above each span under way. */
  const workflows = new Map<string, Span>();
  return {
    onStart(span: Span): void {
      const workflow = span.name.startsWith("workflow ") ? span : workflows.get(span.parentSpanContext?.spanId ?? "");
      if (workflow !== undefined) {
        workflows.set(span.spanContext().spanId, workflow);
      }
    },
    onEnding(span: Span): void {
      const workflow = workflows.get(span.spanContext().spanId);
      const runId = workflow?.attributes[ATTR_RUN_ID];
      if (runId !== undefined && workflow === span) {
        span.setAttribute("dotflow.workflow_id", runId);
      } else if (span.attributes[ATTR_TASK_NAME] !== undefined) {
        describeTask(span, runId);
      }
    },
    onEnd(span: ReadableSpan): void {
      workflows.delete(span.spanContext().spanId);
    },
    forceFlush: () => Promise.resolve(),
    shutdown: () => {
      workflows.clear();
      return Promise.resolve();
    },
  };
}

function describeTask(span: Span, runId: ReadableSpan["attributes"][string]): void {
  const { attributes, startTime, endTime } = span;
  const index = attributes[ATTR_STEP_INDEX];
  const retries = Number(attributes[ATTR_TASK_ATTEMPT] ?? 1) - 1;
  span.setAttributes({
    ...(runId !== undefined && { "dotflow.workflow_id": runId }),
    "dotflow.task_id": `${String(attributes[ATTR_STEP_ID])}${index === undefined ? "" : `/${String(index)}`}`,
    "dotflow.task.status": statusOf(span),
    "dotflow.task.duration": secondsBetween(startTime, endTime),
    ...(retries > 0 && { "dotflow.task.retry_count": retries }),
  });
}

function statusOf({ attributes, events }: Span): "Completed" | "Retry" | "Failed" {
  if (attributes[ATTR_TASK_RESULT] === undefined && attributes[ATTR_ERROR_TYPE] === undefined) {
    return "Completed";
  }
  return events.some(({ name }) => name === EVENT_RETRY_SCHEDULED) ? "Retry" : "Failed";
}

function secondsBetween(start: HrTime, end: HrTime): number {
  return (hrTimeToMicroseconds(end) - hrTimeToMicroseconds(start)) / 1_000_000;
}
