import type { CaughtError, LinkedCatch, LinkedStep } from "../ir/linked.ts";
import { stringLiteral } from "../print/literal.ts";
import { typeText, write } from "./check-module.ts";
import type { CheckModule } from "./check-module.ts";
import { keyRange } from "./key-range.ts";
import { inClosure, withNames } from "./name-scope.ts";
import type { NameScope } from "./name-scope.ts";
import type { BlockPlace, Writing } from "./writing.ts";

/** Appends the handler of a step's errors: a condition for each entry, and last the entry that takes all others. */
export function writeCatch(writing: Writing, linked: LinkedStep, outer: NameScope): void {
  const { module } = writing;
  const error = `$error${outer.handlers}`;
  const scope = { ...inClosure(outer), handlers: outer.handlers + 1 };
  const ofAll = linked.catches.findIndex(({ errors }) => errors === undefined);
  const last = ofAll === -1 ? undefined : linked.catches[ofAll];
  write(module, `(${error}) => {\n`);
  for (const clause of linked.catches) {
    if (clause !== last) {
      const isTaken = last === undefined || linked.catches.indexOf(clause) < ofAll;
      write(module, `${isTaken ? "" : "void (() => {\n"}if (${conditionOf(module, clause, error)}) {\n`);
      writeClause(writing, linked, clause, error, scope);
      write(module, isTaken ? "}\n" : "}\nreturn undefined;\n});\n");
    }
  }
  if (last === undefined) {
    write(module, "return undefined;\n");
  } else {
    writeClause(writing, linked, last, error, scope);
  }
  write(module, "}");
}

function writeClause(
  writing: Writing,
  { step }: LinkedStep,
  { clause, block }: LinkedCatch,
  error: string,
  outer: NameScope,
): void {
  const { module } = writing;
  const scope = clause.as === undefined ? outer : withNames(outer, { [clause.as.name]: error });
  const at = keyRange(clause.origin, "result") ?? step.nameRange;
  const label = `the result of an entry of \`catch\` of \`${step.name}\``;
  const place: BlockPlace = { site: { part: "result", label, at, step: undefined }, otherwise: "nothing" };
  write(module, clause.rethrow ? `return $rethrow(${error}, ` : "return ");
  writing.writeBlockCall(writing, block, place, scope);
  write(module, clause.rethrow ? ");\n" : ";\n");
}

/** Asks whether an error is one of those that an entry names, each with the data that it brings. */
function conditionOf(module: CheckModule, { errors = [] }: LinkedCatch, error: string): string {
  const types = errors.map((caught) => `$FlowError<${stringLiteral(caught.name)}, ${dataType(module, caught)}>`);
  const names = errors.map(({ name }) => stringLiteral(name));
  return types.length === 0 ? "false" : `$isError<${types.join(" | ")}>(${[error, ...names].join(", ")})`;
}

function dataType(module: CheckModule, { data, isDeclared, isUnsettled }: CaughtError): string {
  if (!isDeclared) {
    return isUnsettled ? "any" : "unknown";
  }
  const types = [...new Set(data.map((use) => typeText(module, use, "unknown")))];
  return types.length === 0 ? "undefined" : types.join(" | ");
}
