import type {
  Cancellable,
  ChildRun,
  ForEachRun,
  ForEachScope,
  SignalRun,
  SleepRun,
  Starter,
  TaskRun,
} from "../../workflow/index.ts";
import type { RecordedForEach } from "../durable/run-recorder.ts";
import type { SpanReference } from "../durable/span-reference.ts";
import { ChildDriver } from "./child-driver.ts";
import type { RunScope } from "./run-scope.ts";
import { SignalDriver } from "./signal-driver.ts";
import { SleepDriver } from "./sleep-driver.ts";
import { startTask } from "./task-driver.ts";

/** Begins the work of a run below one of its spans. */
export class RunStarter implements Starter {
  protected readonly scope: RunScope;
  private readonly above: SpanReference | undefined;

  constructor(scope: RunScope, above: SpanReference | undefined) {
    this.scope = scope;
    this.above = above;
  }

  start(run: TaskRun): Cancellable {
    return startTask(this.scope, run, this.above);
  }

  startChild(run: ChildRun): Cancellable {
    return new ChildDriver(this.scope, run, this.above);
  }

  sleep(run: SleepRun): Cancellable {
    return new SleepDriver(this.scope, run, this.scope.recorder.sleep(run, this.above));
  }

  waitForSignal(run: SignalRun): Cancellable {
    const { recorder, signals } = this.scope;
    return new SignalDriver(this.scope, run, recorder.waitForSignal(run, this.above, signals.isThere(run.signal)));
  }

  startForEach(run: ForEachRun): ForEachScope {
    return new ItemStarter(this.scope, this.scope.recorder.forEach(run, this.above));
  }
}

/** Begins the items of a `forEach` below its span. */
class ItemStarter extends RunStarter implements ForEachScope {
  private readonly record: RecordedForEach;

  constructor(scope: RunScope, record: RecordedForEach) {
    super(scope, record.span);
    this.record = record;
  }

  get span(): SpanReference | undefined {
    return this.record.span;
  }

  settle(result: "success" | "failure" | "cancelled", error?: unknown): void {
    this.record.settle(result, error);
  }
}
