import type {
  Branch,
  ChildStep,
  GroupStep,
  SignalStep,
  SleepStep,
  SwitchStep,
  TaskStep,
  ValueStep,
} from "../ir/step.ts";
import type { ObjectNode, SourceNode } from "../source/node.ts";
import { asDuration } from "./duration.ts";
import type { Lowering } from "./lowering.ts";
import { lowerOverride, lowerRetry } from "./policy.ts";
import { asArray, asObject, get } from "./read.ts";
import { asReference } from "./reference.ts";
import type { StepHead } from "./step-head.ts";
import { lowerCondition, lowerTemplate } from "./template.ts";

export function lowerTaskStep(origin: ObjectNode, head: StepHead, { diagnostics }: Lowering): TaskStep | undefined {
  const task = asReference(get(origin, "task"));
  const input = get(origin, "input");
  return (
    task && {
      ...head,
      kind: "task",
      task,
      input: input && lowerTemplate(input, diagnostics),
      policy: lowerOverride(origin),
    }
  );
}

export function lowerChildStep(origin: ObjectNode, head: StepHead, { diagnostics }: Lowering): ChildStep | undefined {
  const workflow = asReference(get(origin, "workflow"));
  const input = get(origin, "input");
  return (
    workflow && {
      ...head,
      kind: "workflow",
      workflow,
      input: input && lowerTemplate(input, diagnostics),
      retry: lowerRetry(get(origin, "retry")),
    }
  );
}

export function lowerValueStep(origin: ObjectNode, head: StepHead, { diagnostics }: Lowering): ValueStep | undefined {
  const value = get(origin, "value");
  return value && { ...withoutEffect(head), kind: "value", value: lowerTemplate(value, diagnostics) };
}

export function lowerSwitchStep(origin: ObjectNode, head: StepHead, lowering: Lowering): SwitchStep | undefined {
  const branches = asArray(get(origin, "switch"));
  return branches && { ...head, kind: "switch", branches: branches.items.flatMap((item) => lowerBranch(item, lowering)) };
}

function lowerBranch(node: SourceNode, { diagnostics, lowerBlock }: Lowering): readonly Branch[] {
  const origin = asObject(node);
  return origin === undefined
    ? []
    : [{ origin, when: lowerCondition(get(origin, "when"), diagnostics), block: lowerBlock(origin) }];
}

export function lowerGroupStep(origin: ObjectNode, head: StepHead, { lowerBlock }: Lowering): GroupStep | undefined {
  return get(origin, "steps") && { ...head, kind: "group", block: lowerBlock(origin) };
}

export function lowerSleepStep(origin: ObjectNode, head: StepHead): SleepStep | undefined {
  const duration = asDuration(get(origin, "sleep"));
  return duration === undefined ? undefined : { ...withoutEffect(head), kind: "sleep", duration };
}

export function lowerSignalStep(origin: ObjectNode, head: StepHead): SignalStep | undefined {
  const signal = asReference(get(origin, "waitForSignal"));
  return (
    signal && { ...withoutEffect(head), kind: "waitForSignal", signal, timeout: asDuration(get(origin, "timeout")) }
  );
}

/** A step that does nothing outside leaves nothing to undo; that it says so has been reported. */
function withoutEffect(head: StepHead): StepHead & { readonly compensate: undefined } {
  return { ...head, compensate: undefined };
}
