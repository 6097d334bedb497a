import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { explainBound } from "./explain-bound.ts";
import { explainChoice } from "./explain-choice.ts";
import { explainForbiddenKey } from "./explain-forbidden.ts";
import { explainMissingKey, explainUnknownKey } from "./explain-key.ts";
import { explainKind } from "./explain-kind.ts";
import { explainRefusedName, explainText } from "./explain-text.ts";
import { explainStep } from "./explain-step.ts";
import type { Place } from "./place.ts";

/**
 * Turns one error of the validator into a diagnostic.
 *
 * @returns undefined for what only follows from another error: `if` beside what its `then` says, `propertyNames`
 *   beside what is wrong with the name
 */
export function explain(place: Place): Diagnostic | undefined {
  switch (place.error.keyword) {
    case "additionalProperties":
      return explainUnknownKey(place);
    case "required":
      return place.error.schemaPath.includes("/oneOf/") ? undefined : explainMissingKey(place);
    case "false schema":
      return explainForbiddenKey(place);
    case "oneOf":
      return explainStep(place);
    case "type":
      return explainKind(place);
    case "enum":
    case "const":
      return explainChoice(place);
    case "pattern":
    case "format":
      return explainText(place);
    case "not":
      return explainRefusedName(place);
    case "minimum":
    case "maximum":
    case "exclusiveMinimum":
    case "minLength":
    case "minItems":
    case "maxItems":
    case "uniqueItems":
      return explainBound(place);
    default:
      return undefined;
  }
}
