import { hasValue } from "../ir/linked.ts";
import type { LinkedBlock, LinkedCatch, LinkedStep } from "../ir/linked.ts";
import type { SchemaUse } from "../ir/schema.ts";
import type { Task } from "../ir/task.ts";
import type { Template } from "../ir/template.ts";
import { tasksOfStep } from "../link/involved.ts";
import type { SourceRange } from "../source/source-file.ts";
import { arrayOf, described, either, flat, HARMLESS, itemOf, labelWithin, objectOf } from "./flow-value.ts";
import type { FlowValue } from "./flow-value.ts";
import { withNames, withSteps } from "./flow-scope.ts";
import type { FlowScope } from "./flow-scope.ts";
import { atLeast, strictest } from "./label.ts";
import type { ProgramState } from "./program-state.ts";
import { labelOfTask } from "./task-label.ts";
import { templateFlow } from "./template-flow.ts";

/** The values of the steps of a block, and what it comes to: its result, or the values of its steps. */
export function blockFlow(block: LinkedBlock, outer: FlowScope, state: ProgramState): FlowValue {
  const values = new Map<string, FlowValue>();
  const scope = withSteps(outer, values);
  for (const linked of block.steps) {
    values.set(linked.step.name, stepFlow(linked, scope, state));
  }
  const { result } = block.block;
  return result === undefined
    ? objectOf(Object.fromEntries(block.steps.filter(hasValue).map(({ step }) => [step.name, values.get(step.name) ?? HARMLESS])))
    : templateFlow(result, scope);
}

function stepFlow(linked: LinkedStep, scope: FlowScope, state: ProgramState): FlowValue {
  const { forEach } = linked.step;
  const whole = forEach === undefined ? callFlow(linked, scope, state) : forEachFlow(linked, scope, state);
  const caught = linked.catches.map((clause) => catchFlow(linked, clause, scope, state));
  return either(whole, ...caught);
}

function forEachFlow(linked: LinkedStep, scope: FlowScope, state: ProgramState): FlowValue {
  const { forEach } = linked.step;
  if (forEach === undefined) {
    return HARMLESS;
  }
  const items = templateFlow(forEach.items, scope);
  const inner = withNames(scope, { [forEach.as.name]: itemOf(items, undefined, state.labels), index: HARMLESS });
  const value = callFlow(linked, inner, state);
  return arrayOf(forEach.onError === "collect" ? objectOf({ value, error: errorFlow(linked, undefined, state) }) : value);
}

/** What one call of a step gives; of a `forEach` that for one item. */
function callFlow(linked: LinkedStep, scope: FlowScope, state: ProgramState): FlowValue {
  const value = ownFlow(linked, scope, state);
  const { compensate } = linked.step;
  const task = linked.compensateTask;
  if (compensate !== undefined && task !== undefined) {
    giveToTask(task, compensate.input, compensate.origin.range, withNames(scope, { output: value }), state);
  }
  return value;
}

function ownFlow({ step, task, child, signal, group, branches }: LinkedStep, scope: FlowScope, state: ProgramState): FlowValue {
  switch (step.kind) {
    case "task":
      if (task !== undefined) {
        giveToTask(task, step.input, step.nameRange, scope, state);
      }
      return described(task?.output);
    case "workflow":
      if (child === undefined) {
        return HARMLESS;
      }
      handOver(`\`${child.name}\``, child.input, step.input, step.nameRange, scope, state, (value) => {
        state.giveWorkflow(child, value);
      });
      return child.output === undefined ? HARMLESS : state.workflowOutput(child);
    case "value":
      return templateFlow(step.value, scope);
    case "waitForSignal":
      return described(signal?.payload);
    case "sleep":
      return HARMLESS;
    case "group":
      return group === undefined ? HARMLESS : blockFlow(group, scope, state);
    case "switch":
      return either(...branches.map(({ block }) => blockFlow(block, scope, state)));
  }
}

function catchFlow(linked: LinkedStep, clause: LinkedCatch, scope: FlowScope, state: ProgramState): FlowValue {
  const { as } = clause.clause;
  const error = errorFlow(linked, clause, state);
  const value = blockFlow(clause.block, as === undefined ? scope : withNames(scope, { [as.name]: error }), state);
  return clause.clause.block.result === undefined ? HARMLESS : value;
}

/** What an error brings: its data, and a message that may hold whatever was known where it was thrown. */
function errorFlow({ step }: LinkedStep, clause: LinkedCatch | undefined, state: ProgramState): FlowValue {
  const { spec } = state.linked;
  const labels = [...tasksOfStep(step, spec)].flatMap((task) => labelOfTask(task, state) ?? []);
  const label = strictest(...labels.map((found) => atLeast("mask", found)));
  const isUnknown = clause?.errors?.every(({ isDeclared }) => isDeclared) !== true;
  const data = (clause?.errors ?? []).flatMap((error) => error.data.map(described));
  return objectOf({
    message: flat(label),
    data: either(...data, ...(isUnknown ? [either(...labels.map(flat))] : [])),
  });
}

function giveToTask(task: Task, template: Template | undefined, at: SourceRange, scope: FlowScope, state: ProgramState): void {
  handOver(`\`${task.name}\``, task.input, template, at, scope, state, (value) => {
    state.giveTask(task, value);
  });
}

function handOver(
  to: string,
  declared: SchemaUse | undefined,
  template: Template | undefined,
  at: SourceRange,
  scope: FlowScope,
  state: ProgramState,
  give: (value: FlowValue) => void,
): void {
  if (template === undefined) {
    return;
  }
  const given = templateFlow(template, scope);
  if (labelWithin(given, state.labels) !== undefined) {
    state.onHandover({ to: `the input of ${to}`, declared: described(declared), given, template, at });
    give(given);
  }
}
