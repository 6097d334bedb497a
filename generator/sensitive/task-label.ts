import type { Task } from "../ir/task.ts";
import { described, either, HARMLESS, labelWithin } from "./flow-value.ts";
import type { FlowValue } from "./flow-value.ts";
import type { Label } from "./label.ts";
import type { ProgramState } from "./program-state.ts";

/** All that a handler of a task may know: what it is given, what it makes, and what the spec lets it say. */
export function knownTo(task: Task, state: ProgramState): FlowValue {
  const attributes = [...task.span.attributes, ...task.events.flatMap((event) => event.attributes)];
  const declared = attributes.flatMap((attribute) =>
    attribute.kind === "declared" ? [{ ...HARMLESS, schemas: new Set([attribute.schema]) }] : [],
  );
  return either(
    state.taskInput(task),
    state.context,
    described(task.output),
    ...task.errors.map(({ data }) => described(data)),
    ...declared,
  );
}

/** The strictest label of what a handler may know; undefined where that is nothing sensitive. */
export function labelOfTask(task: Task, state: ProgramState): Label | undefined {
  return labelWithin(knownTo(task, state), state.labels);
}
