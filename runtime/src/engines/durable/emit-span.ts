import { isSpanContextValid, TraceFlags } from "@opentelemetry/api";
import type { Attributes, Context, Span } from "@opentelemetry/api";
import { ATTR_ERROR_TYPE } from "@opentelemetry/semantic-conventions";
import { withLogScope } from "../../logs/log-scope.ts";
import { createRedactor, endSpan, errorType, startSpan } from "../../task/index.ts";
import type { AttemptScope, Redactor } from "../../task/index.ts";
import { ATTR_STEP_ID, ATTR_STEP_INDEX, SPAN_WORKFLOW_ENDED } from "../../task/names.ts";
import { withReservation } from "../../task/reserved-span-id.ts";
import type { Reservation } from "../../task/reserved-span-id.ts";
import type { Workflow } from "../../workflow/index.ts";
import type { Application } from "../application.ts";
import { describeForEach, describeForEachResult, describeWait } from "../spans/step-spans.ts";
import { describeResult, describeWorkflow, recordStarted } from "../spans/workflow-span.ts";
import type { DescribedRun } from "../spans/workflow-span.ts";
import type { Carried } from "./carried.ts";
import { contextAbove, contextBelowSpan } from "./run-contexts.ts";
import { settledSpanOf, spanContextOf } from "./span-context.ts";
import { spanIdOf } from "./span-id.ts";
import type { SettledSpan } from "./span-reference.ts";
import type { ForEachRecord, RecordedEvent, RecordedRun, StartedRecord, WaitRecord, WorkflowRecord } from "./span-record.ts";
import { warnOfLostParent } from "./warn-of-lost-parent.ts";
import { fromWireError } from "./wire-error.ts";

/** A process that makes the spans of runs. */
export interface SpanWorker {
  readonly application: Pick<Application, "telemetry" | "tracer" | "workflows">;
  /** See `scopesOf`. */
  readonly scopeOf: (values: Carried["context"]) => AttemptScope | undefined;
}

type AnyWorkflow = Workflow<unknown, unknown, never>;

/** Makes the span of a run that has ended, as it was settled at its start. */
export function emitWorkflow(worker: SpanWorker, record: WorkflowRecord): void {
  const { run, input, endedAt, result } = record;
  const { span: settled, arrival } = run.carried;
  const { telemetry } = worker.application;
  const workflow = workflowOf(worker, run);
  const described = describedRun(worker, run);
  const startTime = run.startedAt;
  const span =
    settled?.isMade === true
      ? start(worker, run, {
          name: SPAN_WORKFLOW_ENDED,
          startTime,
          parent: contextBelowSpan(telemetry, run.workflow, run.carried, settled),
        })
      : start(worker, run, {
          name: `workflow ${run.workflow}`,
          startTime,
          parent: contextAbove(telemetry, run.workflow, run.carried),
          reservation: {
            spanId: spanIdOf(run.runId),
            ...(settled && { trace: { traceId: settled.traceId, isSampled: isSampled(settled) } }),
          },
        });
  describeWorkflow(span, workflow, described, input);
  if (arrival !== undefined && settled?.isMade !== true) {
    span.setAttributes(arrival);
  }
  for (const event of record.events) {
    addEvent(span, event);
  }
  const error = record.error && fromWireError(record.error);
  describeResult(span, result, error, redactorOf(workflow, described, input));
  endSpan(span, endedAt);
}

/**
 * Makes the workflow's span of a run at its start, and ends it: where spans get no ids that are settled before, all that the
 * run does can only stand below a span that is there.
 */
export function emitStartedWorkflow(worker: SpanWorker, run: RecordedRun, input: unknown): SettledSpan | undefined {
  const parent = contextAbove(worker.application.telemetry, run.workflow, run.carried);
  const span = start(worker, run, { name: `workflow ${run.workflow}`, startTime: run.startedAt, parent });
  describeWorkflow(span, workflowOf(worker, run), describedRun(worker, run), input);
  if (run.carried.arrival !== undefined) {
    span.setAttributes(run.carried.arrival);
  }
  endSpan(span, run.startedAt);
  const spanContext = span.spanContext();
  return isSpanContextValid(spanContext) ? { ...settledSpanOf(spanContext), isMade: true } : undefined;
}

/** Makes the span that shows a run which is under way. */
export function emitStarted(worker: SpanWorker, { run, input }: Pick<StartedRecord, "run" | "input">): void {
  const { telemetry, tracer } = worker.application;
  const { carried, runId, startedAt } = run;
  if (carried.span === undefined || carried.span.isMade === true) {
    return;
  }
  const context = within(worker, run, contextBelowSpan(telemetry, run.workflow, carried, carried.span));
  withReservation({ spanId: spanIdOf(`${runId}#started`) }, () => {
    recordStarted(tracer, workflowOf(worker, run), describedRun(worker, run), input, { context, startTime: startedAt });
  });
}

/** Makes the span of a `forEach` that has settled. */
export function emitForEach(worker: SpanWorker, record: ForEachRecord): void {
  const { run, count, result, input } = record;
  const described = describedRun(worker, run);
  const span = startStep(worker, record, `forEach ${record.stepId}`);
  describeForEach(span, { ...stepOf(record), count });
  const error = record.error && fromWireError(record.error);
  describeForEachResult(span, result, error, redactorOf(workflowOf(worker, run), described, input));
  endSpan(span, record.endedAt);
}

/** Makes the span of a wait that is over. */
export function emitWait(worker: SpanWorker, record: WaitRecord): void {
  const { signal, result, sender } = record;
  const span = startStep(worker, record, signal === undefined ? `sleep ${record.stepId}` : `wait ${signal}`);
  const wait = {
    step: stepOf(record),
    signal,
    result,
    sender: sender && spanContextOf(sender, sender),
    duration: undefined,
  };
  describeWait(span, wait);
  endSpan(span, record.endedAt);
}

/** @throws {TypeError} for a workflow of another application. */
export function workflowOf({ application }: SpanWorker, { workflow }: RecordedRun): AnyWorkflow {
  const definition = Object.hasOwn(application.workflows, workflow) ? application.workflows[workflow] : undefined;
  if (definition === undefined) {
    throw new TypeError(`There is no workflow \`${workflow}\`.`);
  }
  return definition.workflow as AnyWorkflow;
}

/** Takes sensitive values out of what a run says of itself. */
export function redactorOf(workflow: AnyWorkflow, { context }: { readonly context: unknown }, input: unknown): Redactor | undefined {
  return workflow.redaction && createRedactor(workflow.redaction, { input, context });
}

/** How a span of a run begins. */
interface Start {
  readonly name: string;
  readonly startTime: number;
  readonly parent: Context;
  /** Left out where ids are not settled. */
  readonly reservation?: Reservation | undefined;
}

function start(worker: SpanWorker, run: RecordedRun, { name, startTime, parent, reservation }: Start): Span {
  const { telemetry, tracer } = worker.application;
  const make = (): Span => startSpan(tracer, name, { startTime }, within(worker, run, parent));
  if (reservation === undefined) {
    return make();
  }
  if (telemetry.reservesSpanIds?.() === true) {
    return withReservation(reservation, make);
  }
  const span = make();
  if (run.carried.span !== undefined) {
    warnOfLostParent(span, name, reservation.spanId);
  }
  return span;
}

function startStep(worker: SpanWorker, { run, parent, spanId, startedAt }: ForEachRecord | WaitRecord, name: string): Span {
  const above = contextBelowSpan(worker.application.telemetry, run.workflow, run.carried, parent);
  const reservation = run.carried.span?.isMade === true ? undefined : { spanId };
  return start(worker, run, { name, startTime: startedAt, parent: above, reservation });
}

/** A context in which spans say what the run's context says. */
function within({ scopeOf }: SpanWorker, { carried }: RecordedRun, context: Context): Context {
  const attributes = scopeOf(carried.context)?.attributes;
  return attributes === undefined ? context : withLogScope(context, { fields: {}, redactor: undefined, attributes });
}

function stepOf({ run, stepId, index, links }: ForEachRecord | WaitRecord) {
  return { stepId, index, links: links.map((link) => spanContextOf(link, run.carried.span)) };
}

function describedRun(worker: SpanWorker, { runId, startedAt, carried }: RecordedRun): DescribedRun {
  const { place, span } = carried;
  return {
    id: runId,
    startedAt: new Date(startedAt).toISOString(),
    context: worker.scopeOf(carried.context)?.context,
    place: place && {
      step: { stepId: place.stepId, index: place.index, links: place.links.map((link) => spanContextOf(link, span)) },
      attempt: place.attempt,
      previous: place.previous && spanContextOf(place.previous, span),
    },
  };
}

function addEvent(span: Span, { name, stepId, index, error, at }: RecordedEvent): void {
  const attributes: Attributes = {
    [ATTR_STEP_ID]: stepId,
    ...(index !== undefined && { [ATTR_STEP_INDEX]: index }),
    ...(error !== undefined && { [ATTR_ERROR_TYPE]: errorType(fromWireError(error)) }),
  };
  span.addEvent(name, attributes, at);
}

function isSampled({ traceFlags }: SettledSpan): boolean {
  return (traceFlags & TraceFlags.SAMPLED) !== 0;
}
