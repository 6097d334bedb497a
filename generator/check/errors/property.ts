import type { ts } from "ts-morph";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { report } from "../../diagnostics/report.ts";
import { suggest } from "../../diagnostics/suggest.ts";
import { ALLOWED_GLOBALS } from "../../expressions/globals.ts";
import type { Expression } from "../../ir/expression.ts";
import { wayOutOf } from "../../expressions/refused-methods.ts";
import { expressionAt, placeOf, rangeOf, textOf } from "../finding.ts";
import type { Finding } from "../finding.ts";
import type { Inspection } from "../inspection.ts";
import { describe, isAny, isArray, propertyNames } from "../type-facts.ts";

/** More names than that help nobody. */
const MOST_NAMES = 12;

/** A property or method that does not exist. */
export function explainProperty(finding: Finding): Diagnostic | undefined {
  const access = expressionAt(finding, "member", "index");
  const type = access && finding.inspection.typeOf(access.object);
  if (access === undefined || type === undefined) {
    return undefined;
  }
  const { inspection } = finding;
  const object = inspection.checker.getNonNullableType(type);
  const property = access.kind === "member" ? access.property : String(access.index);
  const at = access.kind === "member" ? placeOf(finding) : rangeOf(finding, access);
  const names = propertyNames(object, inspection);
  const suggestion = suggest(property, names);
  const isBuiltIn = hasMethods(object, access.object, inspection);
  const wayOut = isBuiltIn ? wayOutOf(property) : undefined;
  const of = isArray(object, inspection) ? "an array" : `\`${textOf(finding, access.object)}\``;
  if (isBuiltIn && (wayOut !== undefined || isCallee(access, inspection))) {
    return report("GF4017", at, { method: property, of, wayOut, suggestion });
  }
  const existing = isBuiltIn ? [] : names.slice(0, MOST_NAMES);
  const hint = hintFor(finding, access.object, object, property, isBuiltIn);
  return report("GF4001", at, { property, of, suggestion, existing, hint });
}

/** True for arrays, strings, numbers, booleans, and the globals: their members are those of the allow-list. */
function hasMethods(object: ts.Type, expression: Expression, inspection: Inspection): boolean {
  const isGlobal = expression.kind === "name" && ALLOWED_GLOBALS.includes(expression.name);
  const { TypeFlags } = inspection.typescript;
  const scalars = TypeFlags.StringLike | TypeFlags.NumberLike | TypeFlags.BooleanLike;
  const parts = object.isUnion() ? object.types : [object];
  return isGlobal || isArray(object, inspection) || parts.every(({ flags }) => (flags & scalars) !== 0);
}

function isCallee(access: Expression, { typescript, nodeOf }: Inspection): boolean {
  const node = nodeOf(access);
  return node !== undefined && typescript.isCallExpression(node.parent) && node.parent.expression === node;
}

function hintFor(
  finding: Finding,
  expression: Expression,
  object: ts.Type,
  property: string,
  isBuiltIn: boolean,
): string | undefined {
  const { inspection } = finding;
  const { TypeFlags } = inspection.typescript;
  if ((object.flags & TypeFlags.Never) !== 0) {
    return "nothing gets here: a condition before it can never hold";
  }
  if (isArray(object, inspection)) {
    const item = object.getNumberIndexType();
    const isOfItems = item !== undefined && (isAny(item, inspection) || item.getProperty(property) !== undefined);
    return isOfItems
      ? `its items have it: \`${textOf(finding, expression)}.map(item => item.${property})\``
      : "it is an array: read its items with `map`, `find` or an index";
  }
  if (object.isUnion() && object.types.some((variant) => variant.getProperty(property) !== undefined)) {
    return "only some of its variants have it: compare first what tells them apart";
  }
  if (object.getCallSignatures().length > 0) {
    return "it is a method: call it, with `()`";
  }
  return isBuiltIn ? `it is \`${describe(object, inspection)}\`` : undefined;
}
