import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { throughAlias } from "../diagnostics/through-alias.ts";
import { rangeWithin } from "../expressions/place.ts";
import type { ContextEntry } from "../ir/context-entry.ts";
import type { SensitiveRule } from "../ir/redaction.ts";
import type { SpecMetric } from "../ir/spec.ts";
import type { Attribute, Task, TaskMetric } from "../ir/task.ts";
import type { ScalarTemplate } from "../ir/template.ts";
import { childNode } from "../source/pointer.ts";
import type { SourceRange } from "../source/source-file.ts";
import { described, labelWithin } from "./flow-value.ts";
import { scopeOf } from "./flow-scope.ts";
import type { FlowScope } from "./flow-scope.ts";
import type { Label } from "./label.ts";
import type { ProgramState } from "./program-state.ts";
import { templateFlow } from "./template-flow.ts";

/** Attributes that would carry sensitive values, each with its rule. */
export function sensitiveAttributes(state: ProgramState): ReadonlyMap<Attribute, SensitiveRule> {
  const { tasks, workflows } = state.linked.spec;
  return new Map([
    ...[...tasks.values()].flatMap((task) => {
      const attributes = [...task.span.attributes, ...task.events.flatMap((event) => event.attributes)];
      return rulesOf(attributes, taskScope(task, state), state);
    }),
    ...[...workflows.values()].flatMap((workflow) => {
      const scope = scopeOf(state.labels, { input: state.workflowInput(workflow), context: state.context });
      return rulesOf(workflow.attributes, scope, state);
    }),
  ]);
}

function rulesOf(
  attributes: readonly Attribute[],
  scope: FlowScope,
  state: ProgramState,
): readonly (readonly [Attribute, SensitiveRule])[] {
  return attributes.flatMap((attribute) => {
    const label = labelOfAttribute(attribute, scope, state);
    return label === undefined ? [] : [[attribute, label.rule] as const];
  });
}

function labelOfAttribute(attribute: Attribute, scope: FlowScope, { labels }: ProgramState): Label | undefined {
  return attribute.kind === "declared"
    ? labels.anywhere(attribute.schema)
    : labelWithin(templateFlow(attribute.value, scope), labels);
}

function taskScope(task: Task, state: ProgramState): FlowScope {
  return scopeOf(state.labels, { input: state.taskInput(task), output: described(task.output), context: state.context });
}

/** Entries of the context that spans or log records show. */
export function sensitiveContext({ linked, labels }: ProgramState): ReadonlyMap<ContextEntry, SensitiveRule> {
  return new Map(
    linked.spec.context.flatMap((entry) => {
      const label = labels.anywhere(entry.schema.schema);
      return label === undefined ? [] : [[entry, label.rule] as const];
    }),
  );
}

/** Metrics are added up and kept for long, and baggage goes to everybody: no rule makes a sensitive value fit for them. */
export function refuseSensitive(state: ProgramState): readonly Diagnostic[] {
  const { tasks, metrics, context } = state.linked.spec;
  return [
    ...metrics.flatMap((metric) => refuseDeclared(metric, state)),
    ...[...tasks.values()].flatMap((task) => task.metrics.flatMap((metric) => refuseMetric(metric, taskScope(task, state), state))),
    ...context.flatMap((entry) => refuseBaggage(entry, state)),
  ];
}

function refuseMetric(metric: TaskMetric, scope: FlowScope, state: ProgramState): readonly Diagnostic[] {
  const { value, name, attributes } = metric;
  const ofValue = value.kind === "literal" ? undefined : labelWithin(templateFlow(value, scope), state.labels);
  return [
    ...(ofValue === undefined ? [] : [metricDiagnostic(rangeOf(value as ScalarTemplate), name, undefined, ofValue)]),
    ...attributes.flatMap((attribute) => {
      const label = labelOfAttribute(attribute, scope, state);
      const at = attribute.kind === "computed" ? rangeOf(attribute.value) : attribute.nameRange;
      return label === undefined ? [] : [metricDiagnostic(at, name, attribute.name, label)];
    }),
  ];
}

function refuseDeclared({ name, attributes }: SpecMetric, { labels }: ProgramState): readonly Diagnostic[] {
  return attributes.flatMap((attribute) => {
    const label = attribute.kind === "declared" ? labels.anywhere(attribute.schema) : undefined;
    return label === undefined ? [] : [metricDiagnostic(attribute.nameRange, name, attribute.name, label)];
  });
}

function metricDiagnostic(at: SourceRange, metric: string, attribute: string | undefined, label: Label): Diagnostic {
  return report("GF4301", at, { metric, attribute, what: label.what }, [markedHere(label)]);
}

function refuseBaggage({ name, origin, propagate, schema }: ContextEntry, { labels }: ProgramState): readonly Diagnostic[] {
  const label = propagate === "baggage" ? labels.anywhere(schema.schema) : undefined;
  const node = childNode(origin, "propagate") ?? origin;
  return label === undefined ? [] : [report("GF4302", node.range, { name }, [markedHere(label), ...throughAlias(node)])];
}

/** For diagnostics on a value: where it is marked. */
export function markedHere({ at, rule }: Label): { readonly at: SourceRange; readonly text: string } {
  return { at, text: `marked \`${rule}\` here` };
}

function rangeOf(template: ScalarTemplate): SourceRange {
  return template.kind === "expression"
    ? rangeWithin(template.origin, template.expression.start, template.expression.end)
    : template.origin.range;
}
