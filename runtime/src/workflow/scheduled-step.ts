import type { SpanContext } from "@opentelemetry/api";
import type { Call } from "./call.ts";
import type { Starter } from "./engine.ts";
import type { Step } from "./flow.ts";
import { upstreamSpans } from "./links.ts";
import type { Linked } from "./links.ts";
import type { Region } from "./region.ts";
import { ScheduledWork } from "./scheduled-work.ts";
import type { Receiver } from "./scheduled-work.ts";
import type { Scheduler } from "./scheduler.ts";

/** What a step does once its upstream has settled; the types of the values are known to its author only. */
export type Begin = (...values: unknown[]) => Call<unknown> | undefined;

/** The workflow or group that a step belongs to. */
export interface StepOwner extends Receiver {
  readonly scheduler: Scheduler;
  readonly region: Region;
  readonly starter: Starter;
  /** Before the ids of its steps: empty, or with a slash at the end. */
  readonly idPrefix: string;
  readonly pathPrefix: string;
  readonly index: number | undefined;
  /** The step that the group is. */
  readonly outer: Linked | undefined;
  stepSettled(): void;
}

/** A step in its run. */
export class ScheduledStep extends ScheduledWork implements Step<unknown>, Linked, Receiver {
  readonly owner: StepOwner;
  readonly id: string;
  readonly upstream: readonly ScheduledStep[];
  /** The result. Meaningful once the step has settled. */
  value: unknown;
  /** What dependents link to. Undefined for a skipped step, a value, a group. */
  span: SpanContext | undefined;
  inner: readonly Linked[] | undefined;
  isSettled = false;
  private readonly onReady: Begin;
  private downstream: ScheduledStep[] | undefined;
  private missing = 0;

  constructor(owner: StepOwner, id: string, upstream: readonly ScheduledStep[], onReady: Begin) {
    super();
    this.owner = owner;
    this.id = id;
    this.upstream = upstream;
    this.onReady = onReady;
    for (const step of upstream) {
      (step.downstream ??= []).push(this);
      if (!step.isSettled) {
        this.missing += 1;
      }
    }
  }

  get scheduler(): Scheduler {
    return this.owner.scheduler;
  }

  get region(): Region {
    return this.owner.region;
  }

  get starter(): Starter {
    return this.owner.starter;
  }

  get stepId(): string {
    return this.owner.idPrefix + this.id;
  }

  get path(): string {
    return this.owner.pathPrefix + this.id;
  }

  get index(): number | undefined {
    return this.owner.index;
  }

  get outer(): Linked | undefined {
    return this.owner.outer;
  }

  get linked(): Linked {
    return this;
  }

  get links(): readonly SpanContext[] {
    return upstreamSpans(this);
  }

  get isReady(): boolean {
    return this.missing === 0;
  }

  /** True if no other step waits for it. */
  get isLast(): boolean {
    return this.downstream === undefined;
  }

  noteInner(steps: readonly Linked[]): void {
    this.inner = steps;
  }

  /** Does what `begin` says, unless the region has failed meanwhile. */
  beginIfAllowed(): void {
    if (this.region.failed) {
      return;
    }
    try {
      const onReady = this.onReady;
      const call = this.upstream.length === 0 ? onReady() : onReady(...this.upstream.map((step) => step.value));
      if (call === undefined) {
        this.scheduler.engine.skipped(this.stepId, this.index);
        this.completed(undefined, undefined);
      } else {
        this.scheduler.perform(this, call, this);
      }
    } catch (error) {
      this.failed(error);
    }
  }

  completed(value: unknown, span: SpanContext | undefined): void {
    this.isSettled = true;
    this.value = value;
    this.span = span;
    if (this.downstream !== undefined) {
      for (const step of this.downstream) {
        step.upstreamSettled();
      }
      this.scheduler.beginReady();
    }
    this.owner.stepSettled();
  }

  failed(error: unknown): void {
    this.owner.failed(error);
  }

  /** One upstream step has settled; after the last this one begins. */
  private upstreamSettled(): void {
    this.missing -= 1;
    if (this.missing === 0) {
      this.scheduler.ready(this);
    }
  }
}
