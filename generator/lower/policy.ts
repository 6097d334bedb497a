import type { CallPolicy, CallPolicyOverride, RetryPolicy } from "../ir/task.ts";
import type { SourceNode } from "../source/node.ts";
import { asDuration } from "./duration.ts";
import { asNumber, asStrings, get } from "./read.ts";

/** For tasks of which the spec says nothing. The intervals are Temporal's defaults; attempts are bounded, because nobody watches a process. */
const BUILT_IN: CallPolicy = {
  startToCloseTimeout: 60_000,
  scheduleToCloseTimeout: undefined,
  heartbeatTimeout: undefined,
  retry: {
    maximumAttempts: 5,
    initialInterval: 1_000,
    backoffCoefficient: 2,
    maximumInterval: 100_000,
    nonRetryableErrors: [],
  },
};

/** What a step, a task, or `defaults.task` says of timeouts and retries. */
export function lowerOverride(node: SourceNode | undefined): CallPolicyOverride {
  return {
    startToCloseTimeout: asDuration(get(node, "startToCloseTimeout")),
    scheduleToCloseTimeout: asDuration(get(node, "scheduleToCloseTimeout")),
    heartbeatTimeout: asDuration(get(node, "heartbeatTimeout")),
    retry: lowerRetry(get(node, "retry")),
  };
}

/** The policy of `defaults.task`, over the built-in one. */
export function lowerDefaultPolicy(node: SourceNode | undefined): CallPolicy {
  return applyOverride(BUILT_IN, lowerOverride(node));
}

/** `override` where it says something, else `policy`. */
export function applyOverride(policy: CallPolicy, override: CallPolicyOverride): CallPolicy {
  return {
    startToCloseTimeout: override.startToCloseTimeout ?? policy.startToCloseTimeout,
    scheduleToCloseTimeout: override.scheduleToCloseTimeout ?? policy.scheduleToCloseTimeout,
    heartbeatTimeout: override.heartbeatTimeout ?? policy.heartbeatTimeout,
    retry: { ...policy.retry, ...override.retry },
  };
}

/** What `retry` says; what it leaves out is absent. */
export function lowerRetry(node: SourceNode | undefined): Partial<RetryPolicy> | undefined {
  if (node === undefined) {
    return undefined;
  }
  return withoutUndefined({
    maximumAttempts: asNumber(get(node, "maximumAttempts")),
    initialInterval: asDuration(get(node, "initialInterval")),
    backoffCoefficient: asNumber(get(node, "backoffCoefficient")),
    maximumInterval: asDuration(get(node, "maximumInterval")),
    nonRetryableErrors: asStrings(get(node, "nonRetryableErrors")),
  });
}

function withoutUndefined<Values extends object>(values: Values): { [Key in keyof Values]?: NonNullable<Values[Key]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Values]?: NonNullable<Values[Key]>;
  };
}
