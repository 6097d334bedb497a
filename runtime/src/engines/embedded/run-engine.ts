import { trace } from "@opentelemetry/api";
import type { Context, Span } from "@opentelemetry/api";
import { ATTR_ERROR_TYPE } from "@opentelemetry/semantic-conventions";
import { CancelledError, errorType } from "../../task/index.ts";
import { ATTR_STEP_ID, ATTR_STEP_INDEX, EVENT_COMPENSATION_FAILED, EVENT_STEP_SKIPPED } from "../../task/names.ts";
import type { Engine, ForEachRun, ForEachScope, TaskRun } from "../../workflow/index.ts";
import { EmbeddedForEach } from "./for-each.ts";
import type { Host } from "./host.ts";
import { TaskDriver } from "./task-driver.ts";
import type { DriverScope } from "./task-driver.ts";

/** The run, as far as its engine needs it. */
interface EngineRun {
  readonly id: string;
  /** Calls a function in the run's asynchronous context. */
  resume(callback: () => void): void;
}

/** The port, for one run in this process. */
export class RunEngine implements Engine, DriverScope {
  private readonly host: Host;
  private readonly run: EngineRun;
  private readonly span: Span;
  private readonly parent: Context;
  private readonly drivers = new Set<TaskDriver>();

  /**
   * @param span Of the workflow.
   * @param caller The context that `span` began in.
   */
  constructor(host: Host, run: EngineRun, span: Span, caller: Context) {
    this.host = host;
    this.run = run;
    this.span = span;
    this.parent = trace.setSpan(caller, span);
  }

  get runId(): string {
    return this.run.id;
  }

  get gracePeriod(): number {
    return this.host.gracePeriod;
  }

  start(run: TaskRun): void {
    this.startBelow(run, this.parent);
  }

  startForEach(run: ForEachRun): ForEachScope {
    return new EmbeddedForEach(this.host.application.tracer, this.parent, run, (item, parent) => {
      this.startBelow(item, parent);
    });
  }

  cancel(reason: unknown): void {
    const error =
      reason instanceof CancelledError ? reason : new CancelledError("The run has failed.", { cause: reason });
    for (const driver of this.drivers) {
      driver.cancel(error);
    }
  }

  skipped(stepId: string): void {
    if (this.span.isRecording()) {
      this.span.addEvent(EVENT_STEP_SKIPPED, { [ATTR_STEP_ID]: stepId });
    }
  }

  compensationFailed(stepId: string, index: number | undefined, error: unknown): void {
    this.span.addEvent(EVENT_COMPENSATION_FAILED, {
      [ATTR_STEP_ID]: stepId,
      ...(index !== undefined && { [ATTR_STEP_INDEX]: index }),
      [ATTR_ERROR_TYPE]: errorType(error),
    });
  }

  backPressure(): Promise<void> | undefined {
    return this.host.application.telemetry.ready?.();
  }

  resume(callback: () => void): void {
    this.run.resume(callback);
  }

  ended(driver: TaskDriver): void {
    this.drivers.delete(driver);
  }

  private startBelow(run: TaskRun, parent: Context): void {
    const { name } = run.contract;
    const task = this.host.application.tasks[name];
    if (task === undefined) {
      throw new TypeError(`No handler is bound to task \`${name}\`.`);
    }
    const driver = new TaskDriver(this, run, task, parent);
    this.drivers.add(driver);
    driver.start();
  }
}
