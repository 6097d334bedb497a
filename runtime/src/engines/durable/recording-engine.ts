import type {
  Cancellable,
  ChildRun,
  Engine,
  ForEachRun,
  ForEachScope,
  Log,
  SignalRun,
  SleepRun,
  Starter,
  TaskRun,
} from "../../workflow/index.ts";
import type { RecordedForEach, RecordedWait, RunRecorder } from "./run-recorder.ts";
import type { SpanReference } from "./span-reference.ts";

/** How an engine begins each kind of work. `above` is the span of the workflow or of the `forEach` around it. */
export interface Drivers {
  startTask(run: TaskRun, above: SpanReference | undefined): Cancellable;
  startChild(run: ChildRun, above: SpanReference | undefined): Cancellable;
  sleep(run: SleepRun, wait: RecordedWait): Cancellable;
  waitForSignal(run: SignalRun, above: SpanReference | undefined): Cancellable;
}

/** Begins the work of a run below one of its spans. */
class RecordingStarter implements Starter {
  protected readonly recorder: RunRecorder;
  private readonly drivers: Drivers;
  private readonly above: SpanReference | undefined;

  constructor(recorder: RunRecorder, drivers: Drivers, above: SpanReference | undefined) {
    this.recorder = recorder;
    this.drivers = drivers;
    this.above = above;
  }

  start(run: TaskRun): Cancellable {
    return this.drivers.startTask(run, this.above);
  }

  startChild(run: ChildRun): Cancellable {
    return this.drivers.startChild(run, this.above);
  }

  sleep(run: SleepRun): Cancellable {
    return this.drivers.sleep(run, this.recorder.sleep(run, this.above));
  }

  waitForSignal(run: SignalRun): Cancellable {
    return this.drivers.waitForSignal(run, this.above);
  }

  startForEach(run: ForEachRun): ForEachScope {
    return new ItemStarter(this.recorder, this.drivers, this.recorder.forEach(run, this.above));
  }
}

/** Begins the items of a `forEach` below its span. */
class ItemStarter extends RecordingStarter implements ForEachScope {
  private readonly record: RecordedForEach;

  constructor(recorder: RunRecorder, drivers: Drivers, record: RecordedForEach) {
    super(recorder, drivers, record.span);
    this.record = record;
  }

  get span(): SpanReference | undefined {
    return this.record.span;
  }

  settle(result: "success" | "failure" | "cancelled", error?: unknown): void {
    this.record.settle(result, error);
  }
}

/** The port, for one run whose spans are recorded. */
export class RecordingEngine extends RecordingStarter implements Engine {
  constructor(recorder: RunRecorder, drivers: Drivers) {
    super(recorder, drivers, recorder.span);
  }

  get log(): Log {
    return this.recorder.log;
  }

  skipped(stepId: string, index: number | undefined): void {
    this.recorder.skipped(stepId, index);
  }

  compensationFailed(stepId: string, index: number | undefined, error: unknown): void {
    this.recorder.compensationFailed(stepId, index, error);
  }
}
