import type { Context, SpanContext } from "@opentelemetry/api";
import type { AttemptScope, CancelledError } from "../../task/index.ts";
import type { Application, Tasks } from "../application.ts";
import type { EmbeddedOptions } from "../client.ts";
import type { Clock } from "../clock.ts";
import { flushSoon } from "../flush-soon.ts";
import { GuardedHooks } from "../hooks.ts";
import { scopeWithout } from "../launch/attempt-scope.ts";
import { createContextReader } from "../launch/run-context.ts";
import type { ContextReader } from "../launch/run-context.ts";
import type { DescribedPlace } from "../spans/workflow-span.ts";
import { Admission } from "./admission.ts";
import { systemClock } from "./system-clock.ts";

/** Where a child stands in its parent. */
export interface ChildPlace extends DescribedPlace {
  /** The span above, of the parent or a `forEach` in it. */
  readonly caller: Context;
  /** What travels with the parent. */
  readonly scope: AttemptScope | undefined;
}

/** A child under way. */
export interface StartedChild {
  readonly spanContext: SpanContext | undefined;
  result(): Promise<unknown>;
  interrupt(error: CancelledError, result: "cancelled"): void;
}

/** A workflow that others may have as their child. */
export interface ChildWorkflow {
  /** Turns what a parent gives into what the workflow takes, or throws. */
  check(input: unknown): unknown;
  /** Begins a run, whether or not there is a place for it: its parent has one and waits for it. */
  startChild(id: string, input: unknown, place: ChildPlace): StartedChild;
}

/** What the runs of an application share. */
export interface Host {
  readonly application: Application;
  readonly tasks: Tasks;
  readonly clock: Clock;
  readonly admission: Admission;
  /** Milliseconds that a handler has, once it was told to stop, before it is abandoned. */
  readonly gracePeriod: number;
  /** Undefined where the spec declares no context. */
  readonly readContext: ContextReader | undefined;
  /** Of runs without a context. Undefined where there is nothing to know. */
  readonly scope: AttemptScope | undefined;
  readonly hooks: GuardedHooks | undefined;
  /** Flushes telemetry soon: something should be seen although runs go on. */
  readonly flushSoon: () => void;
  /** By name. All are there before the first run. */
  readonly workflows: Map<string, ChildWorkflow>;
}

/** @throws {RangeError} if `maxConcurrentRuns` is less than 1. */
export function createHost(
  application: Application,
  tasks: Tasks,
  { clock = systemClock, hooks, maxConcurrentRuns = Number.POSITIVE_INFINITY }: EmbeddedOptions,
  gracePeriod: number,
): Host {
  const { context, payloadBytes } = application;
  // While runs are under way, the processor exports on its own.
  const admission = new Admission(maxConcurrentRuns, flushSoon(application.telemetry, () => admission.isIdle));
  return {
    application,
    tasks,
    clock,
    admission,
    gracePeriod,
    readContext: context === undefined ? undefined : createContextReader(context, payloadBytes),
    scope: scopeWithout(payloadBytes),
    hooks: hooks && new GuardedHooks(hooks),
    flushSoon: flushSoon(application.telemetry, () => true),
    workflows: new Map(),
  };
}
