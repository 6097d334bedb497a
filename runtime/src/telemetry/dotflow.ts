import type { Context, HrTime } from "@opentelemetry/api";
import { hrTimeToMicroseconds } from "@opentelemetry/core";
import type { ReadableSpan, Span, SpanProcessor } from "@opentelemetry/sdk-trace";
import { ATTR_ERROR_TYPE } from "@opentelemetry/semantic-conventions";
import { logScopeOf } from "../logs/log-scope.ts";
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
  /** The run that each span under way is of. */
  const runs = new Map<string, unknown>();
  return {
    onStart(span: Span, parent: Context): void {
      // That of a thread that has ended is made again, below a span that is under way here.
      const runId = logScopeOf(parent)?.fields[ATTR_RUN_ID] ?? runs.get(span.parentSpanContext?.spanId ?? "");
      if (runId !== undefined) {
        runs.set(span.spanContext().spanId, runId);
      }
    },
    onEnding(span: Span): void {
      const { attributes, name } = span;
      const ofWorkflow = attributes[ATTR_RUN_ID];
      if (ofWorkflow !== undefined && name.startsWith("workflow ")) {
        span.setAttribute("dotflow.workflow_id", ofWorkflow);
      } else if (attributes[ATTR_TASK_NAME] !== undefined) {
        describeTask(span, runs.get(span.spanContext().spanId));
      }
    },
    onEnd(span: ReadableSpan): void {
      runs.delete(span.spanContext().spanId);
    },
    forceFlush: () => Promise.resolve(),
    shutdown: () => {
      runs.clear();
      return Promise.resolve();
    },
  };
}

function describeTask(span: Span, runId: unknown): void {
  const { attributes, startTime, endTime } = span;
  const index = attributes[ATTR_STEP_INDEX];
  const retries = Number(attributes[ATTR_TASK_ATTEMPT] ?? 1) - 1;
  span.setAttributes({
    ...(runId !== undefined && { "dotflow.workflow_id": String(runId) }),
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
