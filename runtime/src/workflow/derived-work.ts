import type { SpanContext } from "@opentelemetry/api";
import type { Starter } from "./engine.ts";
import type { Linked } from "./links.ts";
import type { Region } from "./region.ts";
import { ScheduledWork } from "./scheduled-work.ts";
import type { Scheduler } from "./scheduler.ts";

/** The same place of the run in another region, or what stands in its place after a failure. */
export class DerivedWork extends ScheduledWork {
  readonly scheduler: Scheduler;
  readonly region: Region;
  readonly starter: Starter;
  readonly stepId: string;
  readonly path: string;
  readonly index: number | undefined;
  private readonly owner: ScheduledWork;

  /** @param suffix Of the step's id: what is done in its place must not have its idempotency key. */
  constructor(owner: ScheduledWork, region: Region, suffix: "" | ".catch") {
    super();
    this.owner = owner;
    this.scheduler = owner.scheduler;
    this.region = region;
    this.starter = owner.starter;
    this.stepId = owner.stepId + suffix;
    this.path = owner.path + suffix;
    this.index = owner.index;
  }

  get links(): readonly SpanContext[] {
    return this.owner.links;
  }

  get linked(): Linked | undefined {
    return this.owner.linked;
  }

  noteInner(steps: readonly Linked[]): void {
    this.owner.noteInner(steps);
  }
}
