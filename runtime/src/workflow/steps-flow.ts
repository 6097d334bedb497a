import { Calls } from "./calls.ts";
import type { Starter } from "./engine.ts";
import type { Step } from "./flow.ts";
import type { Linked } from "./links.ts";
import type { Region } from "./region.ts";
import { ScheduledStep } from "./scheduled-step.ts";
import type { Begin, StepOwner } from "./scheduled-step.ts";
import type { Scheduler } from "./scheduler.ts";

/** What a workflow and a group have in common: they hold steps, and know how many of them have not settled. */
export abstract class StepsFlow extends Calls implements StepOwner {
  readonly scheduler: Scheduler;
  readonly region: Region;
  readonly starter: Starter;
  readonly idPrefix: string;
  readonly pathPrefix: string;
  readonly index: number | undefined;
  readonly outer: Linked | undefined;
  protected unsettled = 0;

  constructor(place: Omit<StepOwner, "completed" | "failed" | "stepSettled">) {
    super();
    this.scheduler = place.scheduler;
    this.region = place.region;
    this.starter = place.starter;
    this.idPrefix = place.idPrefix;
    this.pathPrefix = place.pathPrefix;
    this.index = place.index;
    this.outer = place.outer;
  }

  get id(): string {
    return this.scheduler.info.id;
  }

  get startedAt(): string {
    return this.scheduler.info.startedAt;
  }

  get context(): never {
    return this.scheduler.info.context as never;
  }

  step(id: string, upstream: readonly Step<unknown>[], begin: (...values: never[]) => ReturnType<Begin>): Step<never> {
    return this.add(id, upstream as readonly ScheduledStep[], begin as Begin) as Step<unknown> as Step<never>;
  }

  stepSettled(): void {
    this.unsettled -= 1;
    this.onStepSettled();
  }

  abstract completed(value: unknown): void;
  abstract failed(error: unknown): void;

  protected abstract onStepSettled(): void;

  protected add(id: string, upstream: readonly ScheduledStep[], begin: Begin): ScheduledStep {
    const step = new ScheduledStep(this, id, upstream, begin);
    this.unsettled += 1;
    if (step.isReady) {
      this.scheduler.ready(step);
      this.scheduler.beginReady();
    }
    return step;
  }
}

/** The values of steps that have settled. */
export function valuesOf(steps: readonly Step<unknown>[]): unknown[] {
  return (steps as readonly ScheduledStep[]).map((step) => step.value);
}
