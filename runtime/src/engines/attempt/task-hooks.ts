import { INVALID_TRACEID, propagation, trace } from "@opentelemetry/api";
import type { Context } from "@opentelemetry/api";
import { TimeoutError } from "../../task/index.ts";
import type { Attempt } from "../../task/index.ts";
import type { GuardedHooks, TaskHookInput } from "../hooks.ts";

/** Tells a hook that an attempt is about to begin. */
export function taskStarts(hooks: GuardedHooks, attempt: Attempt): void {
  if (hooks.has("startTask")) {
    hooks.call("startTask", describe(attempt), contextAbove(attempt));
  }
}

/**
 * Tells a hook how an attempt ended, below its span.
 *
 * @param duration Milliseconds.
 * @param failure Left out if it succeeded.
 */
export function taskEnded(
  hooks: GuardedHooks,
  attempt: Attempt,
  duration: number,
  failure?: { readonly error: unknown },
): void {
  if (hooks.has("endTask")) {
    const { span } = attempt;
    const result = failure === undefined ? "success" : failureOf(attempt);
    const above = contextAbove(attempt);
    const active = span === undefined ? above : trace.setSpan(above, span);
    hooks.call("endTask", { ...describe(attempt), result, error: failure?.error, duration }, active);
  }
}

/** As the traced task has it. */
function contextAbove({ parent, carrier }: Attempt): Context {
  return carrier === undefined ? parent : propagation.extract(parent, carrier);
}

function failureOf({ isCancelled, abortReason }: Attempt): "failure" | "timeout" | "cancelled" {
  if (isCancelled) {
    return "cancelled";
  }
  return abortReason instanceof TimeoutError ? "timeout" : "failure";
}

function describe({ run, runId, number, parent }: Attempt): TaskHookInput {
  return {
    task: run.contract.name,
    step: run.stepId,
    index: run.index,
    attempt: number,
    compensates: run.compensates,
    runId,
    traceId: trace.getSpanContext(parent)?.traceId ?? INVALID_TRACEID,
  };
}
