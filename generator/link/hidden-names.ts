import { report } from "../diagnostics/report.ts";
import { ALLOWED_GLOBALS, ROOTS } from "../expressions/globals.ts";
import type { Reference, Step } from "../ir/step.ts";
import type { SourceRange } from "../source/source-file.ts";
import { surroundingsOf } from "./scope.ts";
import type { Scope } from "./scope.ts";

/** Names with which expressions begin, or that they read as values. */
const MEANINGFUL: ReadonlySet<string> = new Set([...ROOTS, ...ALLOWED_GLOBALS, "false", "null", "true", "undefined"]);

/** What already bears a name. */
interface Hidden {
  readonly what: "step" | "item" | "error";
  readonly range: SourceRange;
}

/** Reports a step of a block that bears a name known from around the block: nothing in the block could tell them apart. */
export function reportHidingStep(step: Step, scope: Scope): void {
  reportHiding({ name: step.name, range: step.nameRange }, "step", aroundNames(scope), scope);
}

/** Reports the name that a step of `scope` gives to its item or its error, where it means something already. */
export function reportHidingName(given: Reference, what: "item" | "error", scope: Scope): void {
  if (MEANINGFUL.has(given.name)) {
    scope.diagnostics.push(report("GF3006", given.range, { name: given.name, what, hidden: "root" }));
    return;
  }
  reportHiding(given, what, new Map([...aroundNames(scope), ...stepNames(scope)]), scope);
}

function reportHiding(
  { name, range }: Reference,
  what: "step" | "item" | "error",
  known: ReadonlyMap<string, Hidden>,
  { diagnostics }: Scope,
): void {
  const hidden = known.get(name);
  if (hidden !== undefined) {
    const related = [{ at: hidden.range, text: RELATED[hidden.what] }];
    diagnostics.push(report("GF3006", range, { name, what, hidden: hidden.what }, related));
  }
}

const RELATED = { step: "this step", item: "this item", error: "this error" } as const;

function stepNames({ steps }: Scope): ReadonlyMap<string, Hidden> {
  return new Map([...steps.values()].map((step) => [step.name, { what: "step", range: step.nameRange }]));
}

/** What is known around a block; of several with one name the nearest. */
function aroundNames(scope: Scope): ReadonlyMap<string, Hidden> {
  return new Map(
    surroundingsOf(scope)
      .toReversed()
      .flatMap((around): (readonly [string, Hidden])[] => [
        ...stepNames(around.scope),
        ...around.names.map(({ kind, reference: { name, range } }): readonly [string, Hidden] => [
          name,
          { what: kind, range },
        ]),
      ]),
  );
}
