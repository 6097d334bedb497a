import { context } from "@opentelemetry/api";
import type { Context } from "@opentelemetry/api";
import { warn } from "../telemetry/lifecycle/warn.ts";

/** A run, as a hook is told of it. */
export interface WorkflowHookInput {
  /** The name of the workflow. */
  readonly workflow: string;
  readonly runId: string;
  /** All zeros where nothing is traced. */
  readonly traceId: string;
  /** Of a child that its parent runs again, from 2; else 1. */
  readonly attempt: number;
}

/** How a run ended. */
export interface WorkflowEndHookInput extends WorkflowHookInput {
  readonly result: "success" | "failure" | "timeout" | "cancelled";
  /** Why, if it was no success. */
  readonly error: unknown;
  /** Milliseconds. */
  readonly duration: number;
}

/** One attempt of a task, as a hook is told of it. */
export interface TaskHookInput {
  /** The name of the task. */
  readonly task: string;
  /** The id of the step; within groups as in `shipments/label`. */
  readonly step: string;
  /** Of the item in a `forEach`. */
  readonly index: number | undefined;
  /** From 1. */
  readonly attempt: number;
  /** It undoes what the step has done. */
  readonly compensates: boolean;
  readonly runId: string;
  /** All zeros where nothing is traced. */
  readonly traceId: string;
}

/** How an attempt ended. */
export interface TaskEndHookInput extends TaskHookInput {
  readonly result: "success" | "failure" | "timeout" | "cancelled";
  /** Why, if it was no success. */
  readonly error: unknown;
  /** Milliseconds. */
  readonly duration: number;
}

/**
 * Called as runs and attempts begin and end: for a tracer or a logger of another kind, or a test. The active context is
 * that of the run. They cannot change anything: nobody waits for what they return, and one that throws or rejects is told of
 * once, on stderr.
 */
export interface LifecycleHooks {
  readonly startWorkflow?: ((run: WorkflowHookInput) => unknown) | undefined;
  /** Before the handler is called. */
  readonly startTask?: ((attempt: TaskHookInput) => unknown) | undefined;
  /** Also for an attempt whose handler was given up. */
  readonly endTask?: ((attempt: TaskEndHookInput) => unknown) | undefined;
  /** After its compensations. */
  readonly endWorkflow?: ((run: WorkflowEndHookInput) => unknown) | undefined;
}

/** Calls hooks such that they can do no harm. */
export class GuardedHooks {
  private readonly hooks: LifecycleHooks;
  private readonly said = new Set<string>();

  constructor(hooks: LifecycleHooks) {
    this.hooks = hooks;
  }

  has(name: keyof LifecycleHooks): boolean {
    return this.hooks[name] !== undefined;
  }

  /** @param active The context that the hook is called in. */
  call<Name extends keyof LifecycleHooks>(
    name: Name,
    input: Parameters<NonNullable<LifecycleHooks[Name]>>[0],
    active: Context,
  ): void {
    const hook = this.hooks[name] as ((input: unknown) => unknown) | undefined;
    if (hook === undefined) {
      return;
    }
    try {
      const returned = context.with(active, hook, this.hooks, input);
      if (returned instanceof Promise) {
        returned.catch((error: unknown) => {
          this.tell(name, "rejects", error);
        });
      }
    } catch (error) {
      this.tell(name, "throws", error);
    }
  }

  private tell(name: string, what: string, error: unknown): void {
    if (!this.said.has(name)) {
      this.said.add(name);
      warn(`the hook ${name} ${what}, and may miss more than this: ${String(error)}. Workflows run on.`);
    }
  }
}
