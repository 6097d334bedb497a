import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { suggest } from "../diagnostics/suggest.ts";
import { childrenOf } from "../expressions/children.ts";
import { ALLOWED_GLOBALS } from "../expressions/globals.ts";
import { reportWithin } from "../expressions/place.ts";
import { expressionsOf, templateReferences } from "../expressions/references.ts";
import type { PlacedExpression } from "../expressions/references.ts";
import type { Expression } from "../ir/expression.ts";
import type { LinkedStep } from "../ir/linked.ts";
import { hasValue } from "../ir/linked.ts";
import type { Reference } from "../ir/step.ts";
import type { Template } from "../ir/template.ts";
import type { NameScope } from "./name-scope.ts";

/** Reports the names of a template that mean nothing in `scope`. Unknown steps have been reported by the linker. */
export function reportNames(template: Template, scope: NameScope): readonly Diagnostic[] {
  const { names, steps } = templateReferences(template);
  return [
    ...names.filter(({ name }) => !scope.isOpen && !scope.names.has(name)).map((reference) => unknownName(reference, scope)),
    ...steps.flatMap((reference) => unreadableStep(reference, scope)),
    ...(scope.names.has("workflow") ? expressionsOf(template).flatMap(bareWorkflows) : []),
  ];
}

/** Why a step has no value, as a clause: "`ping` returns nothing". */
export function lackOfValue({ step, task, child }: LinkedStep): string {
  switch (step.kind) {
    case "task":
    case "workflow":
      return `\`${task?.name ?? child?.name ?? step.name}\` returns nothing`;
    case "sleep":
      return "it only waits";
    case "group":
      return "none of its steps has one";
    default:
      return "none of its branches has one";
  }
}

function unknownName({ name, range }: Reference, { names, steps, elsewhere }: NameScope): Diagnostic {
  const known = Object.hasOwn(elsewhere, name) ? elsewhere[name] : undefined;
  if (known !== undefined) {
    return report("GF4022", range, { name, ...known });
  }
  const all = [...names.keys(), ...(steps === undefined ? [] : ["steps"])];
  const suggestion = steps?.(name) === undefined ? suggest(name, [...all, ...ALLOWED_GLOBALS]) : `steps.${name}`;
  return report("GF4021", range, { name, suggestion, known: all });
}

function unreadableStep({ name, range }: Reference, { steps, isDone }: NameScope): readonly Diagnostic[] {
  if (steps === undefined) {
    const reason = "only the steps and the result of a workflow know other steps";
    const wayOut = "give the value to a task in its input: the attributes of the task's span can name that";
    return [report("GF4022", range, { name: `steps.${name}`, reason, wayOut })];
  }
  const linked = steps(name);
  return linked === undefined || !isDone(name) || hasValue(linked)
    ? []
    : [report("GF4014", range, { step: name, reason: lackOfValue(linked), callee: linked.task?.name ?? linked.child?.name })];
}

/** `workflow` has two properties and is nothing by itself: in generated code it is the running workflow. */
function bareWorkflows({ expression, origin }: PlacedExpression): readonly Diagnostic[] {
  return barePlaces(expression).map(({ start, end }) => reportWithin(origin, "GF4028", start, end, {}));
}

function barePlaces(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "name":
      return expression.name === "workflow" ? [expression] : [];
    case "member":
    case "index":
      return expression.object.kind === "name" ? [] : barePlaces(expression.object);
    default:
      return childrenOf(expression).flatMap(barePlaces);
  }
}
