import { INVALID_SPAN_CONTEXT, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { createLog } from "../../runtime/src/logs/log.ts";
import { execute } from "../../runtime/src/workflow/index.ts";
import type { ChildRun, Engine, ForEachScope, SignalRun, SleepRun, TaskRun, Work, Workflow } from "../../runtime/src/workflow/index.ts";
import type { Draw } from "../properties/draw.ts";
import { valueFor } from "../properties/shape.ts";
import { DECLINED } from "../properties/vocabulary.ts";
import type { RandomSpec } from "../properties/random-spec.ts";

/** How something ended, and what it was: a journal, as engines keep it. */
interface Settlement {
  readonly key: string;
  readonly output: unknown;
  readonly error: Error | undefined;
}

/** What a run asked of its engine. */
export interface RecordedRun {
  /** All that began and was cancelled, in order. */
  readonly calls: readonly string[];
  readonly settlements: readonly Settlement[];
}

class Declined extends Error {
  override readonly name = "Declined";
  readonly data = valueFor(DECLINED, "declined");
}

/** Runs a workflow on an engine that settles what is under way in any order, and well in most cases. */
export function recordRun(workflow: Workflow<unknown, unknown>, spec: RandomSpec, draw: Draw): Promise<RecordedRun> {
  return drive(workflow, spec, (pending) => {
    const key = draw.pick([...pending.keys()]);
    const output = outputOf(key, spec);
    return { key, output, error: draw.chance(8) ? (draw.chance(70) ? new Declined("Declined") : new Error("Lost")) : undefined };
  });
}

/** Runs a workflow on an engine that settles everything as it was recorded, as far as the workflow asks for the same. */
export function replayRun(workflow: Workflow<unknown, unknown>, spec: RandomSpec, recorded: RecordedRun): Promise<RecordedRun> {
  const left = [...recorded.settlements];
  return drive(workflow, spec, (pending) => {
    const next = left.shift();
    return next !== undefined && pending.has(next.key) ? next : undefined;
  });
}

async function drive(
  workflow: Workflow<unknown, unknown>,
  spec: RandomSpec,
  next: (pending: ReadonlyMap<string, Work>) => Settlement | undefined,
): Promise<RecordedRun> {
  const calls: string[] = [];
  const settlements: Settlement[] = [];
  const pending = new Map<string, Work>();
  const begin = (key: string, run: Work): { cancel: () => void } => {
    calls.push(key);
    pending.set(key, run);
    return { cancel: () => calls.push(`cancel ${key}`) };
  };
  const starter = {
    start: (run: TaskRun) => begin(`${run.compensates ? "undo" : "task"} ${run.contract.name} ${run.path}`, run),
    startChild: (run: ChildRun) => begin(`child ${run.workflow.name} ${run.path}`, run),
    sleep: (run: SleepRun) => begin(`sleep - ${run.path}`, run),
    waitForSignal: (run: SignalRun) => begin(`wait ${run.signal} ${run.path} ${run.timeout !== undefined}`, run),
    startForEach: (): ForEachScope => ({ ...starter, span: undefined, settle: () => {} }),
  };
  const engine: Engine = {
    ...starter,
    log: createLog(ROOT_CONTEXT, trace.wrapSpanContext(INVALID_SPAN_CONTEXT)),
    skipped: () => {},
    compensationFailed: () => {},
  };
  const input = spec.main.input && valueFor(spec.main.input, "input");
  const info = { id: "run", startedAt: "2026-11-21T00:00:00.000Z", context: undefined };
  void execute(workflow, input, engine, info).result.catch(() => {});
  await settled();
  while (pending.size > 0) {
    const settlement = next(pending);
    if (settlement === undefined) {
      break;
    }
    const { key, output, error } = settlement;
    const work = pending.get(key) as Work;
    pending.delete(key);
    settlements.push(settlement);
    if (error === undefined) {
      work.succeed(output, undefined);
    } else {
      work.fail(error);
    }
    await settled();
  }
  return { calls, settlements };
}

function outputOf(key: string, { vocabulary }: RandomSpec): unknown {
  const [kind, name = ""] = key.split(" ");
  const shapes = {
    task: vocabulary.tasks.find((task) => task.name === name)?.output,
    undo: undefined,
    child: vocabulary.workflows.find((workflow) => workflow.name === name)?.output,
    sleep: undefined,
    wait: vocabulary.signals[name],
  };
  const shape = shapes[kind as keyof typeof shapes];
  return shape && valueFor(shape, key);
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
