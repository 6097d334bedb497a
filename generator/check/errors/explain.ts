import type { ts } from "ts-morph";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { report } from "../../diagnostics/report.ts";
import { findingOf, placeOf } from "../finding.ts";
import type { Finding } from "../finding.ts";
import type { Inspection } from "../inspection.ts";
import { besideAlias } from "../through-alias.ts";
import { explainAssignment, explainExcess } from "./assignment.ts";
import { explainArguments, explainNotCallable, explainSpread, explainUnknown } from "./call.ts";
import { explainMissing } from "./missing-value.ts";
import { explainComparison, explainNoEffect, explainOperator } from "./operator.ts";
import { explainProperty } from "./property.ts";

type Explanation = (finding: Finding) => Diagnostic | "consequence" | undefined;

/** By what TypeScript calls them in `diagnosticMessages.json`. */
const EXPLANATIONS: ReadonlyMap<number, Explanation> = new Map([
  ...forCodes(explainMissing, [2531, 2532, 2533, 2721, 2722, 2723, 18047, 18048, 18049]),
  ...forCodes(explainProperty, [2339, 2550, 2551, 2568, 7052, 7053, 2493]),
  ...forCodes(explainAssignment, [2322, 2345, 2375, 2379, 2412, 2559, 2560, 2739, 2740, 2741, 2769, 2820]),
  ...forCodes(explainExcess, [2353, 2561]),
  ...forCodes(explainComparison, [2367]),
  ...forCodes(explainOperator, [2356, 2362, 2363, 2365, 18050]),
  ...forCodes(explainNoEffect, [2774, 2839, 2869, 2870, 2871, 2872, 2873]),
  ...forCodes(explainArguments, [2554, 2555, 2556, 2575]),
  ...forCodes(explainNotCallable, [2349]),
  ...forCodes(explainSpread, [2461, 2488, 2548, 2698]),
  ...forCodes(explainUnknown, [18046, 2571]),
]);

/**
 * Consequences of something else that is reported: parameters and values whose type is not known because what they
 * come from is wrong.
 */
const CONSEQUENCES: ReadonlySet<number> = new Set([7005, 7006, 7031, 7034]);

/** An error of TypeScript in the terms of the spec; undefined for a mere consequence of another. */
export function explain(error: ts.DiagnosticWithLocation, inspection: Inspection): Diagnostic | undefined {
  const finding = CONSEQUENCES.has(error.code) ? undefined : findingOf(error, inspection);
  if (finding === undefined) {
    return undefined;
  }
  const explained = EXPLANATIONS.get(error.code)?.(finding) ?? inTypeScriptsWords(finding);
  return explained === "consequence" ? undefined : besideAlias(explained, finding.site.template);
}

function inTypeScriptsWords(finding: Finding): Diagnostic {
  const [sentence = ""] = finding.sentences;
  const problem = sentence.replace(/\.$/, "").replaceAll("'", "`");
  return report("GF4099", placeOf(finding), { problem: problem.charAt(0).toLowerCase() + problem.slice(1) });
}

function forCodes(explanation: Explanation, codes: readonly number[]): readonly [number, Explanation][] {
  return codes.map((code) => [code, explanation]);
}
