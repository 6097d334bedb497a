import { EVENT_COMPENSATION_FAILED, EVENT_STEP_SKIPPED } from "../../task/names.ts";
import { noteReported } from "../../task/note-reported.ts";
import type { ChildRun, ForEachRun, Log, SignalRun, SleepRun, TaskRun, Work } from "../../workflow/index.ts";
import type { RunResult } from "../run-result.ts";
import type { Carried, CarriedToTask } from "./carried.ts";
import { recordingLog } from "./recording-log.ts";
import { spanIdOf } from "./span-id.ts";
import type { RecordedEvent, RecordedRun, RunRecord } from "./span-record.ts";
import { inTraceOf, referenceTo } from "./span-reference.ts";
import type { SettledSpan, SpanReference } from "./span-reference.ts";
import type { TaskCall } from "./task-call.ts";
import { toWireError } from "./wire-error.ts";
import { SHOWN_AFTER } from "../shown-after.ts";

/** What an engine knows of a run whose spans it records. */
export interface RecordedRunOptions extends RecordedRun {
  /** As the workflow was given it. */
  readonly input: unknown;
  /** Whether the spec marks something of the workflow as sensitive: messages of its errors are not shown. */
  readonly masksErrors: boolean;
  /** Milliseconds since 1970, by a clock that says the same in a replay. */
  now(): number;
  /** Hands a record to where code really executes. Must do nothing in a replay, and must not throw. */
  emit(record: RunRecord): void;
  /** Whether a workflow has a sampler of its own, which then decides on its runs as children too. Default: none has. */
  isSampledApart?(workflow: string): boolean;
}

/** Of a child workflow: what its run is called, and what it carries. */
export interface CarriedChild {
  readonly runId: string;
  readonly carried: Carried;
  /** The workflow span that it will have. Undefined where nothing is traced. */
  readonly span: SpanReference | undefined;
}

/** A wait of a run, under way. */
export interface RecordedWait {
  /**
   * The wait is over.
   *
   * @param end `result` is left out if it came to its purpose; `sender` is the span that sent the signal.
   * @returns Its span, for `succeed`; undefined where it has none that can be linked to.
   */
  end(end?: { readonly result?: "timeout" | "cancelled"; readonly sender?: SettledSpan | undefined }): SpanReference | undefined;
}

/** A `forEach` of a run, under way. */
export interface RecordedForEach {
  /** The parent of its items, and what dependents link to; undefined where it has none that is known before its end. */
  readonly span: SpanReference | undefined;
  /** As `ForEachScope.settle`. */
  settle(result: "success" | "failure" | "cancelled", error?: unknown): void;
}

/**
 * Notes what the spans of a run on an engine will say. Nothing here reads a clock or makes a span: ids follow from the
 * run's id and the paths of its steps, times are the engine's, and what is noted is the same in every replay.
 *
 * Where spans get no ids of ours, the workflow's span has been made at the start, and nothing can stand below a `forEach`
 * or be linked to a wait: these are made when they are over, below the workflow's.
 */
export class RunRecorder {
  /** For the body of the workflow. */
  readonly log: Log;
  /** What stands above the steps of the workflow. Undefined where nothing is traced. */
  readonly span: SpanReference | undefined;
  private readonly options: RecordedRunOptions;
  private readonly run: RecordedRun;
  private readonly carriedToTasks: CarriedToTask;
  private readonly events: RecordedEvent[] = [];
  private isShown = false;

  constructor(options: RecordedRunOptions) {
    const { runId, workflow, carried, startedAt, input } = options;
    this.options = options;
    this.run = { runId, workflow, carried, startedAt };
    this.span = carried.span && referenceTo(carried.span);
    this.carriedToTasks = carriedToTask(carried);
    this.log = recordingLog((said) => {
      options.emit({ kind: "log", run: this.run, input, ...said });
    });
  }

  /** To be called once, before the workflow. */
  begin(): void {
    this.options.emit({ kind: "begun", run: this.run, input: this.options.input });
  }

  /** As `Engine.skipped`. */
  skipped(stepId: string, index: number | undefined): void {
    this.events.push({ name: EVENT_STEP_SKIPPED, stepId, ...(index !== undefined && { index }), at: this.options.now() });
  }

  /** As `Engine.compensationFailed`. */
  compensationFailed(stepId: string, index: number | undefined, error: unknown): void {
    const at = this.options.now();
    const place = { stepId, ...(index !== undefined && { index }) };
    this.events.push({ name: EVENT_COMPENSATION_FAILED, ...place, error: toWireError(error), at });
  }

  /** @param parent What the task is below: `span`, or that of a `forEach`. */
  taskCall(run: TaskRun, parent: SpanReference | undefined): TaskCall {
    const { contract, stepId, path, index, compensates } = run;
    const { runId, workflow } = this.run;
    return {
      contract,
      runId,
      workflow,
      stepId,
      path,
      ...(index !== undefined && { index }),
      ...(compensates && { compensates }),
      ...(parent && parent !== this.span && { parent }),
      links: run.links.map(referenceTo),
      carried: this.carriedToTasks,
    };
  }

  /**
   * @param attempt From 1.
   * @param previous The span of the failed attempt before this one.
   */
  child(run: ChildRun, attempt: number, previous: SpanReference | undefined, parent: SpanReference | undefined): CarriedChild {
    const { runId, carried } = this.run;
    const { stepId, path, index } = run;
    const above = this.settledAs(parent ?? this.span);
    const id = `${runId}/${path}${attempt === 1 ? "" : `~${attempt}`}`;
    const span = above === undefined || this.isMade ? undefined : { ...above, spanId: spanIdOf(id) };
    const isSettled = this.options.isSampledApart?.(run.workflow.name) !== true;
    return {
      runId: id,
      span: span && referenceTo(span),
      carried: {
        headers: carried.headers,
        ...(carried.context && { context: carried.context }),
        ...(carried.fields && { fields: carried.fields }),
        ...(above && { parent: above }),
        ...(span && isSettled && { span }),
        place: {
          stepId,
          ...(index !== undefined && { index }),
          attempt,
          ...(previous && { previous }),
          links: run.links.map(referenceTo),
        },
      },
    };
  }

  sleep(run: SleepRun, parent: SpanReference | undefined): RecordedWait {
    this.waits(run.duration);
    return this.wait(run, parent, undefined);
  }

  /** @param isThere Whether the signal has come already, so that there is nothing to wait for. */
  waitForSignal(run: SignalRun, parent: SpanReference | undefined, isThere: boolean): RecordedWait {
    if (!isThere) {
      this.waits(run.timeout);
    }
    return this.wait(run, parent, run.signal);
  }

  forEach(run: ForEachRun, parent: SpanReference | undefined): RecordedForEach {
    const { options } = this;
    const startedAt = options.now();
    const above = parent ?? this.span;
    const spanId = spanIdOf(`${this.run.runId}/${run.path}`);
    const step = this.step(run, above);
    return {
      span: above === undefined || this.isMade ? undefined : inTraceOf(above, spanId),
      settle: (result, error) => {
        if (step !== undefined) {
          const failure = result === "failure" && { error: toWireError(error), input: options.input };
          const endedAt = options.now();
          options.emit({ kind: "forEach", ...step, count: run.count, result, startedAt, endedAt, ...failure });
          if (result === "failure") {
            noteReported(error, options.masksErrors);
          }
        }
      },
    };
  }

  /** The run has ended, its compensations too. To be called once. */
  end(result: RunResult, error: unknown): void {
    const { input, masksErrors } = this.options;
    const failure = result !== "success" && { error: toWireError(error) };
    const endedAt = this.options.now();
    this.options.emit({ kind: "workflow", run: this.run, input, events: this.events, result, ...failure, endedAt });
    if (result === "failure" || result === "timeout") {
      noteReported(error, masksErrors);
    }
  }

  private get isMade(): boolean {
    return this.run.carried.span?.isMade === true;
  }

  private wait(run: Work, parent: SpanReference | undefined, signal: string | undefined): RecordedWait {
    const { options } = this;
    const startedAt = options.now();
    const above = parent ?? this.span;
    return {
      end: ({ result, sender } = {}) => {
        const step = this.step(run, above);
        if (step === undefined) {
          return undefined;
        }
        options.emit({
          kind: "wait",
          ...step,
          ...(signal !== undefined && { signal }),
          ...(result && { result }),
          ...(sender && { sender }),
          startedAt,
          endedAt: options.now(),
        });
        return this.isMade ? undefined : inTraceOf(step.parent, step.spanId);
      },
    };
  }

  /** What records of a step have in common. Undefined where nothing is traced. */
  private step({ stepId, path, index, links }: Pick<Work, "stepId" | "path" | "index" | "links">, parent: SpanReference | undefined) {
    return (
      parent && {
        run: this.run,
        spanId: spanIdOf(`${this.run.runId}/${path}`),
        parent,
        stepId,
        ...(index !== undefined && { index }),
        links: links.map(referenceTo),
      }
    );
  }

  /** The run has begun to wait. */
  private waits(duration: number | undefined): void {
    if (!this.isShown && (duration === undefined || duration >= SHOWN_AFTER)) {
      this.isShown = true;
      this.options.emit({ kind: "started", run: this.run, input: this.options.input });
    }
  }

  /** A span of the run, with what else has been settled of its trace. */
  private settledAs(reference: SpanReference | undefined): SettledSpan | undefined {
    const { traceFlags = 0, traceState } = this.run.carried.span ?? {};
    return reference && { ...reference, traceFlags, ...(traceState !== undefined && { traceState }) };
  }
}

function carriedToTask({ headers, context, fields, span }: Carried): CarriedToTask {
  return { headers, ...(context && { context }), ...(fields && { fields }), ...(span && { span }) };
}
