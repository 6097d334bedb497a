import { expressionNameDiagnostics } from "./expression-names.ts";
import { expressionRefusalDiagnostics } from "./expression-refusals.ts";
import { sensitiveDiagnostics } from "./expression-sensitive.ts";
import { expressionSyntaxDiagnostics } from "./expression-syntax.ts";
import { expressionTypeDiagnostics } from "./expression-types.ts";

/** GF4xxx: expressions: types, names, syntax, what is refused. */
export const expressionDiagnostics = {
  ...expressionTypeDiagnostics,
  ...expressionNameDiagnostics,
  ...expressionSyntaxDiagnostics,
  ...expressionRefusalDiagnostics,
  ...sensitiveDiagnostics,
};
