import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { throughAlias } from "../diagnostics/through-alias.ts";
import type { SourceRange } from "../source/source-file.ts";
import { subjectOf } from "./place.ts";
import type { Place } from "./place.ts";

const BOUNDS: Readonly<Record<string, string>> = {
  minimum: "at least",
  maximum: "at most",
  exclusiveMinimum: "greater than",
};

/** Explains a number out of bounds, a text that is empty, or a list with too few, too many or equal items. */
export function explainBound(place: Place): Diagnostic {
  const { error, node, tokens } = place;
  const alias = throughAlias(node);
  const subject = subjectOf(tokens);
  const limit = Number(error.params["limit"]);
  const bound = BOUNDS[error.keyword];
  if (bound !== undefined && node.kind === "scalar") {
    const help =
      tokens.at(-1) === "maximumAttempts" && Number(node.value) < 1
        ? "1 means that a failed attempt is not repeated"
        : undefined;
    const given = Number(node.value);
    return report("GF2008", node.range, { subject, bound: `${bound} ${limit}`, given, help }, alias);
  }
  switch (error.keyword) {
    case "minLength":
      return report("GF2015", node.range, { subject, given: "empty", rule: "expected some text" }, alias);
    case "maxItems":
      return report("GF2016", node.range, { subject, problem: `holds more than ${limit} items` }, alias);
    case "uniqueItems":
      return explainEqualItems(place, subject);
    default:
      return report("GF2016", node.range, { subject, problem: "is empty" }, alias);
  }
}

/** ajv names the two equal items as `i`, the later one, and `j`. */
function explainEqualItems({ error, node }: Place, subject: string): Diagnostic {
  const later = itemRange(node, error.params["i"]);
  const earlier = itemRange(node, error.params["j"]);
  return report("GF2016", later, { subject, problem: "holds this item twice" }, [
    { at: earlier, text: "first here" },
    ...throughAlias(node),
  ]);
}

function itemRange(node: Place["node"], index: unknown): SourceRange {
  const item = node.kind === "array" ? node.items[Number(index)] : undefined;
  return item?.range ?? node.range;
}
