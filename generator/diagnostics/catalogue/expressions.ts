import { expressionRefusalDiagnostics } from "./expression-refusals.ts";
import { expressionSyntaxDiagnostics } from "./expression-syntax.ts";
import { expressionTypeDiagnostics } from "./expression-types.ts";

/** GF4xxx: expressions: types, syntax, what is refused. */
export const expressionDiagnostics = {
  ...expressionTypeDiagnostics,
  ...expressionSyntaxDiagnostics,
  ...expressionRefusalDiagnostics,
};
