import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { suggest } from "../diagnostics/suggest.ts";
import { ALLOWED_GLOBALS } from "../expressions/globals.ts";
import { ANYTHING } from "../expressions/print.ts";
import type { PrintScope } from "../expressions/print.ts";
import { templateReferences } from "../expressions/references.ts";
import type { LinkedStep } from "../ir/linked.ts";
import type { Reference } from "../ir/step.ts";
import type { Template } from "../ir/template.ts";

/** What the expressions of a place can name. */
export interface NameScope {
  /** Names that are known, each with what it is called in the checked code. */
  readonly names: ReadonlyMap<string, string>;
  /** The steps of the workflow, by name; undefined where expressions know no steps. */
  readonly steps: ReadonlyMap<string, LinkedStep> | undefined;
  /** Why a root is not known here. */
  readonly reasons: Readonly<Record<string, string>>;
}

/** A scope with more names in it. */
export function withNames(scope: NameScope, names: Readonly<Record<string, string>>): NameScope {
  return { ...scope, names: new Map([...scope.names, ...Object.entries(names)]) };
}

/** How the names of a scope are written in the code that TypeScript checks. */
export function printScopeOf({ names, steps }: NameScope): PrintScope {
  return {
    step: (name) => {
      const linked = steps?.get(name);
      return linked === undefined || isWithoutValue(linked) ? ANYTHING : stepIdentifier(name);
    },
    name: (name) => names.get(name) ?? ANYTHING,
  };
}

/** What the value of a step is called in the checked code. */
export function stepIdentifier(step: string): string {
  return `step_${asWord(step)}`;
}

/** What the item of a `forEach` is called in the checked code. */
export function itemIdentifier(name: string): string {
  return `item_${asWord(name)}`;
}

/** Validation refuses names that are no identifiers; what they name is checked all the same. */
function asWord(name: string): string {
  return name.replace(/\W/g, (character) => `$${character.charCodeAt(0)}`);
}

/** Reports the names of a template that mean nothing in `scope`. Unknown steps have been reported by the linker. */
export function reportNames(template: Template, scope: NameScope): readonly Diagnostic[] {
  const { names, steps } = templateReferences(template);
  return [
    ...names.filter(({ name }) => !scope.names.has(name)).map((reference) => unknownName(reference, scope)),
    ...steps.flatMap((reference) => unreadableStep(reference, scope)),
  ];
}

function unknownName({ name, range }: Reference, { names, steps, reasons }: NameScope): Diagnostic {
  if (Object.hasOwn(reasons, name)) {
    return report("GF4022", range, { name, reason: reasons[name] ?? "" });
  }
  const known = [...names.keys(), ...(steps === undefined ? [] : ["steps"])];
  if (steps?.has(name) === true) {
    return report("GF4021", range, { name, suggestion: `steps.${name}`, known });
  }
  return report("GF4021", range, { name, suggestion: suggest(name, [...known, ...ALLOWED_GLOBALS]), known });
}

function unreadableStep({ name, range }: Reference, { steps }: NameScope): readonly Diagnostic[] {
  if (steps === undefined) {
    const reason = "only the steps and the result of a workflow know other steps";
    return [report("GF4022", range, { name: `steps.${name}`, reason })];
  }
  const linked = steps.get(name);
  return linked?.task !== undefined && isWithoutValue(linked)
    ? [report("GF4014", range, { step: name, task: linked.task.name })]
    : [];
}

/** True for a call of a task that returns nothing. Of a `forEach` at least the number of results is there. */
function isWithoutValue({ step, task }: LinkedStep): boolean {
  return task !== undefined && task.output === undefined && step.forEach === undefined;
}
