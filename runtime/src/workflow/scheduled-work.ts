import type { SpanContext } from "@opentelemetry/api";
import type { ChildCall, SignalCall, SleepCall, TaskCall } from "./call.ts";
import type { RetryPolicy, TaskContract, WorkflowContract } from "./contract.ts";
import type { Cancellable, ChildRun, SignalRun, SleepRun, Starter, TaskRun } from "./engine.ts";
import type { Linked } from "./links.ts";
import type { Region } from "./region.ts";
import type { Scheduler } from "./scheduler.ts";

/** Who wants to know what a call came to. Told exactly once, unless the region fails before. */
export interface Receiver {
  /** @param span What stands for the call in links, if it has one span of its own. */
  completed(value: unknown, span: SpanContext | undefined): void;
  /** The first error within the call. Never told once the region has failed. */
  failed(error: unknown): void;
}

/** What goes to the engine. */
export type EngineCall = TaskCall<unknown> | ChildCall<unknown> | SleepCall | SignalCall<unknown>;

/**
 * A place in a run where calls are done one after another: a step, an item of a `forEach`, or what stands in for
 * either after a failure. It is itself what the engine gets to do, which saves an object a task.
 */
export abstract class ScheduledWork implements TaskRun, ChildRun, SleepRun, SignalRun, Cancellable {
  abstract readonly scheduler: Scheduler;
  /** What fails together with it. */
  abstract readonly region: Region;
  /** What begins things below the right span. */
  abstract readonly starter: Starter;
  abstract readonly stepId: string;
  abstract readonly path: string;
  abstract readonly index: number | undefined;
  abstract readonly links: readonly SpanContext[];
  /** The step of which the links of steps within it speak. */
  abstract readonly linked: Linked | undefined;
  readonly compensates = false;
  private call: EngineCall | undefined;
  private receiver: Receiver | undefined;
  private underWay: Cancellable | undefined;

  /** The last steps of a group that the work was. */
  abstract noteInner(steps: readonly Linked[]): void;

  get contract(): TaskContract {
    return (this.call as TaskCall<unknown>).contract;
  }

  get workflow(): WorkflowContract {
    return (this.call as ChildCall<unknown>).contract;
  }

  get input(): unknown {
    return (this.call as TaskCall<unknown>).input;
  }

  get retry(): RetryPolicy | undefined {
    return (this.call as ChildCall<unknown>).retry;
  }

  get duration(): number {
    return (this.call as SleepCall).duration;
  }

  get signal(): string {
    return (this.call as SignalCall<unknown>).signal;
  }

  get timeout(): number | undefined {
    return (this.call as SignalCall<unknown>).timeout;
  }

  /** Gives a call to the engine. */
  begin(call: EngineCall, receiver: Receiver): void {
    this.call = call;
    this.receiver = receiver;
    this.underWay = this.start(call);
    this.region.begin(this);
  }

  succeed(output: unknown, span: SpanContext | undefined): void {
    this.underWay = undefined;
    const call = this.call as EngineCall;
    if ("compensate" in call && call.compensate !== undefined) {
      this.scheduler.completed(this.region, this, output, span, call.compensate);
    }
    if (!this.region.failed) {
      this.receiver?.completed(output, span);
    }
    this.region.end(this);
  }

  fail(error: unknown): void {
    this.underWay = undefined;
    if (!this.region.failed) {
      this.receiver?.failed(error);
    }
    this.region.end(this);
  }

  cancel(reason: unknown): void {
    this.underWay?.cancel(reason);
  }

  private start(call: EngineCall): Cancellable {
    switch (call.kind) {
      case "task":
        return this.starter.start(this);
      case "workflow":
        return this.starter.startChild(this);
      case "sleep":
        return this.starter.sleep(this);
      case "waitForSignal":
        return this.starter.waitForSignal(this);
    }
  }
}
