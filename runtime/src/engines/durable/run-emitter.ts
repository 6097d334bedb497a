import { diag, INVALID_SPAN_CONTEXT, INVALID_TRACEID, trace } from "@opentelemetry/api";
import type { Context } from "@opentelemetry/api";
import { createLog } from "../../logs/log.ts";
import { withLogScope } from "../../logs/log-scope.ts";
import { recordWorkflowDuration } from "../../task/index.ts";
import { flushSoon } from "../flush-soon.ts";
import type { GuardedHooks, WorkflowHookInput } from "../hooks.ts";
import { RunFields } from "../spans/run-fields.ts";
import { emitForEach, emitStarted, emitWait, emitWorkflow, redactorOf, workflowOf } from "./emit-span.ts";
import type { SpanWorker } from "./emit-span.ts";
import { contextBelowSpan, withCarriedFields } from "./run-contexts.ts";
import type { BegunRecord, LogRecord, RecordedRun, RunRecord, WorkflowRecord } from "./span-record.ts";
import { fromWireError } from "./wire-error.ts";
import { SHOWN_AFTER } from "../shown-after.ts";

/** A process that runs workflows for an engine. */
export interface RunWorker extends SpanWorker {
  readonly hooks: GuardedHooks | undefined;
}

/** Makes spans, metrics, log records and hook calls of what a run records. Never throws: tracing breaks no run. */
export type RunEmitter = (record: RunRecord) => void;

/** How many runs that have been shown are remembered: they may end in another worker. */
const REMEMBERED = 1_000;

/** One for each worker: it knows which of its runs have been shown. */
export function createRunEmitter(worker: RunWorker): RunEmitter {
  const hidden = new Map<string, NodeJS.Timeout>();
  const shown = new Set<string>();
  const flush = flushSoon(worker.application.telemetry, () => true);

  /** Keeps no process alive: a run may go on in another one. */
  function showLater(record: BegunRecord): void {
    reveal(record.run);
    hidden.set(record.run.runId, setTimeout(guarded(() => show(record)), SHOWN_AFTER).unref());
  }

  function show(record: Pick<BegunRecord, "run" | "input">): void {
    const { runId } = record.run;
    reveal(record.run);
    if (!shown.has(runId)) {
      shown.add(runId);
      for (const oldest of shown.size > REMEMBERED ? shown : []) {
        shown.delete(oldest);
        break;
      }
      emitStarted(worker, record);
      flush();
    }
  }

  function reveal({ runId }: RecordedRun): void {
    clearTimeout(hidden.get(runId));
    hidden.delete(runId);
  }

  function emit(record: RunRecord): void {
    const { run } = record;
    switch (record.kind) {
      case "begun":
        showLater(record);
        worker.hooks?.call("startWorkflow", hookInput(run), contextOf(worker, run));
        return;
      case "started":
        return show(record);
      case "forEach":
        return emitForEach(worker, record);
      case "wait":
        return emitWait(worker, record);
      case "log":
        return say(worker, record);
      case "workflow":
        reveal(run);
        shown.delete(run.runId);
        emitWorkflow(worker, record);
        tellEnd(worker, record);
        return flush();
    }
  }

  return (record) => {
    guarded(() => withCarriedFields(record.run.carried, () => emit(record)))();
  };
}

function guarded(callback: () => void): () => void {
  return () => {
    try {
      callback();
    } catch (error) {
      diag.error("What a run has recorded could not be told:", error);
    }
  };
}

function tellEnd(worker: RunWorker, { run, result, error: wire, endedAt }: WorkflowRecord): void {
  const duration = Math.max(endedAt - run.startedAt, 0);
  const error = wire && fromWireError(wire);
  recordWorkflowDuration(run.workflow, duration, result, error);
  worker.hooks?.call("endWorkflow", { ...hookInput(run), result, error, duration }, contextOf(worker, run));
}

function say(worker: RunWorker, { run, level, message, attributes = {}, input }: LogRecord): void {
  const attemptScope = worker.scopeOf(run.carried.context);
  const redactor = redactorOf(workflowOf(worker, run), { context: attemptScope?.context }, input);
  const context = withLogScope(contextOf(worker, run), new RunFields(run.workflow, { id: run.runId, attemptScope, redactor }));
  const span = trace.getSpan(context) ?? trace.wrapSpanContext(INVALID_SPAN_CONTEXT);
  const values = Object.entries(attributes).map(([name, logged]) => [
    name,
    "error" in logged ? fromWireError(logged.error) : logged.value,
  ]);
  createLog(context, span)[level](message, Object.fromEntries(values) as object);
}

function contextOf({ application }: RunWorker, { workflow, carried }: RecordedRun): Context {
  return contextBelowSpan(application.telemetry, workflow, carried, carried.span);
}

function hookInput({ workflow, runId, carried }: RecordedRun): WorkflowHookInput {
  const traceId = carried.span?.traceId ?? INVALID_TRACEID;
  return { workflow, runId, traceId, attempt: carried.place?.attempt ?? 1 };
}
