import type { Expression } from "../ir/expression.ts";
import { HARMLESS } from "./flow-value.ts";
import type { FlowValue } from "./flow-value.ts";
import type { SchemaLabels } from "./schema-labels.ts";

/** What the names of an expression stand for. */
export interface FlowScope {
  readonly labels: SchemaLabels;
  readonly name: (name: string) => FlowValue;
  readonly step: (name: string) => FlowValue;
}

export type Evaluate = (expression: Expression, scope: FlowScope) => FlowValue;

/** A scope with names in it; what it does not know has been reported, or holds nothing sensitive. */
export function scopeOf(labels: SchemaLabels, names: Readonly<Record<string, FlowValue>>): FlowScope {
  return withNames({ labels, name: () => HARMLESS, step: () => HARMLESS }, names);
}

/** A scope with more names in it. */
export function withNames(scope: FlowScope, names: Readonly<Record<string, FlowValue>>): FlowScope {
  return { ...scope, name: (name) => (Object.hasOwn(names, name) ? names[name] : undefined) ?? scope.name(name) };
}

/** A scope with the steps of a block in it. */
export function withSteps(scope: FlowScope, steps: ReadonlyMap<string, FlowValue>): FlowScope {
  return { ...scope, step: (name) => steps.get(name) ?? scope.step(name) };
}
