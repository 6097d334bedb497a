import type { Context, Span, SpanContext } from "@opentelemetry/api";
import { contextBelow, describeCollapsed, endSpan, startSpan } from "../../task/index.ts";
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
import { describeForEach, describeForEachResult } from "../spans/step-spans.ts";
import { ChildDriver } from "./child-driver.ts";
import type { RunScope } from "./run-scope.ts";
import type { SpanPlace } from "./run-spans.ts";
import { SignalDriver } from "./signal-driver.ts";
import { SleepDriver } from "./sleep-driver.ts";
import { TaskDriver } from "./task-driver.ts";

/** Begins the work of a run below one of its spans. */
export class SpanStarter implements Starter {
  protected readonly scope: RunScope;
  private readonly above: SpanPlace;

  constructor(scope: RunScope, above: SpanPlace) {
    this.scope = scope;
    this.above = above;
  }

  /** @throws {TypeError} if the task has no handler. */
  start(run: TaskRun): Cancellable {
    const { name } = run.contract;
    const task = this.scope.host.tasks[name];
    if (task === undefined) {
      throw new TypeError(`No handler is bound to task \`${name}\`.`);
    }
    const driver = new TaskDriver(this.scope, run, task, this.above.context);
    driver.start();
    return driver;
  }

  /** @throws {TypeError} if there is no such workflow. */
  startChild(run: ChildRun): Cancellable {
    const { name } = run.workflow;
    const workflow = this.scope.host.workflows.get(name);
    if (workflow === undefined) {
      throw new TypeError(`There is no workflow \`${name}\`.`);
    }
    const driver = new ChildDriver(this.scope, run, workflow, this.above.context);
    driver.start();
    return driver;
  }

  sleep(run: SleepRun): Cancellable {
    return new SleepDriver(this.scope, run, this.above);
  }

  waitForSignal(run: SignalRun): Cancellable {
    return new SignalDriver(this.scope, run, this.above);
  }

  startForEach(run: ForEachRun): ForEachScope {
    const { tracer } = this.scope.host.application;
    this.scope.spans.workBegan();
    const { context } = this.above;
    const span = startSpan(tracer, `forEach ${run.stepId}`, undefined, context);
    describeForEach(span, run);
    return new ItemStarter(this.scope, span, contextBelow(span, context, "items"));
  }
}

/** Begins the items of a `forEach` below its span. */
class ItemStarter extends SpanStarter implements ForEachScope {
  private readonly current: Span;
  private readonly context: Context;

  constructor(scope: RunScope, current: Span, context: Context) {
    super(scope, { context, startTime: Date.now(), segment: 1 });
    this.current = current;
    this.context = context;
  }

  get span(): SpanContext {
    return this.current.spanContext();
  }

  settle(result: "success" | "failure" | "cancelled", error?: unknown): void {
    describeForEachResult(this.current, result, error, result === "failure" ? this.scope.redactor : undefined);
    describeCollapsed(this.current, this.context);
    endSpan(this.current);
    this.scope.spans.workEnded();
  }
}
