import type {
  Cancellable,
  ChildRun,
  ForEachRun,
  ForEachScope,
  SignalRun,
  SleepRun,
  Starter,
  TaskRun,
} from "../../../workflow/index.ts";
import type { RecordedForEach } from "../../durable/run-recorder.ts";
import type { SpanReference } from "../../durable/span-reference.ts";
import { ChildDriver } from "./child-driver.ts";
import type { RunScope } from "./run-scope.ts";
import { SignalDriver } from "./signal-driver.ts";
import { SleepDriver } from "./sleep-driver.ts";
import { TaskDriver } from "./task-driver.ts";

/** Begins the work of a run below one of its spans. */
export class RunStarter implements Starter {
  protected readonly scope: RunScope;
  private readonly above: SpanReference | undefined;

  constructor(scope: RunScope, above: SpanReference | undefined) {
    this.scope = scope;
    this.above = above;
  }

  start(run: TaskRun): Cancellable {
    const driver = new TaskDriver(this.scope, run);
    driver.start(this.above);
    return driver;
  }

  startChild(run: ChildRun): Cancellable {
    const driver = new ChildDriver(this.scope, run, this.above);
    driver.start();
    return driver;
  }

  sleep(run: SleepRun): Cancellable {
    const driver = new SleepDriver(this.scope, run, this.scope.recorder.sleep(run, this.above));
    driver.start();
    return driver;
  }

  waitForSignal(run: SignalRun): Cancellable {
    const driver = new SignalDriver(this.scope, run, this.above);
    driver.start();
    return driver;
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
