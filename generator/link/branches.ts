import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import type { SwitchStep } from "../ir/step.ts";
import type { ScalarTemplate } from "../ir/template.ts";
import { keyOrStart } from "./places.ts";

/** Reports the first branch behind one that is always taken. */
export function reportUnreachableBranches({ name, branches }: SwitchStep, diagnostics: Diagnostic[]): void {
  const always = branches.findIndex(({ when }) => when === undefined || isTrue(when));
  const taken = branches[always];
  const unreachable = branches[always + 1];
  if (taken !== undefined && unreachable !== undefined) {
    const isDefault = taken.when === undefined;
    const at = taken.when?.origin.range ?? keyOrStart(taken.origin);
    const text = isDefault ? "a branch without `when` is always taken" : "this always holds";
    diagnostics.push(report("GF3015", keyOrStart(unreachable.origin), { step: name, isDefault }, [{ at, text }]));
  }
}

function isTrue(condition: ScalarTemplate): boolean {
  return condition.kind === "expression" && condition.expression.kind === "literal" && condition.expression.value === true;
}
