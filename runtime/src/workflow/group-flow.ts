import type { GroupCall } from "./call.ts";
import type { Group, GroupResult, Step } from "./flow.ts";
import type { ScheduledStep, Begin } from "./scheduled-step.ts";
import type { Receiver, ScheduledWork } from "./scheduled-work.ts";
import { StepsFlow, valuesOf } from "./steps-flow.ts";

/** The steps of a group in its run. */
export class GroupFlow extends StepsFlow {
  private readonly work: ScheduledWork;
  private readonly receiver: Receiver;
  private readonly steps: ScheduledStep[] = [];
  private outcome: GroupResult<unknown> | undefined;
  private isDeclared = false;

  constructor(work: ScheduledWork, receiver: Receiver) {
    super({
      scheduler: work.scheduler,
      region: work.region,
      starter: work.starter,
      idPrefix: `${work.stepId}/`,
      pathPrefix: `${work.path}/`,
      index: work.index,
      outer: work.linked,
    });
    this.work = work;
    this.receiver = receiver;
  }

  begin(body: GroupCall<unknown>["body"]): void {
    this.outcome = body(this as unknown as Group<never>) ?? undefined;
    this.isDeclared = true;
    this.onStepSettled();
  }

  result(upstream: readonly Step<unknown>[], compute: (...values: never[]) => unknown): GroupResult<unknown> {
    return { upstream, compute };
  }

  completed(value: unknown): void {
    this.work.noteInner(this.steps.filter((step) => step.isLast));
    this.receiver.completed(value, undefined);
  }

  failed(error: unknown): void {
    this.receiver.failed(error);
  }

  protected override add(id: string, upstream: readonly ScheduledStep[], begin: Begin): ScheduledStep {
    const step = super.add(id, upstream, begin);
    this.steps.push(step);
    return step;
  }

  protected onStepSettled(): void {
    if (!this.isDeclared || this.unsettled > 0 || this.region.failed) {
      return;
    }
    let value: unknown;
    try {
      value = this.outcome && this.outcome.compute(...(valuesOf(this.outcome.upstream) as never[]));
    } catch (error) {
      this.failed(error);
      return;
    }
    this.completed(value);
  }
}
