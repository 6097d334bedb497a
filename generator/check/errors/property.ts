import type { ts } from "ts-morph";
import type { Diagnostic, RelatedLocation } from "../../diagnostics/diagnostic.ts";
import { report } from "../../diagnostics/report.ts";
import { suggest } from "../../diagnostics/suggest.ts";
import { ALLOWED_GLOBALS } from "../../expressions/globals.ts";
import type { Expression } from "../../ir/expression.ts";
import { hasValue } from "../../ir/linked.ts";
import { templateReferences } from "../../expressions/references.ts";
import { wayOutOf } from "../../expressions/refused-methods.ts";
import { childNode } from "../../source/pointer.ts";
import { expressionAt, placeOf, rangeOf, textOf } from "../finding.ts";
import type { Finding } from "../finding.ts";
import type { Inspection } from "../inspection.ts";
import { keyRange } from "../key-range.ts";
import { lackOfValue } from "../names.ts";
import { allowsVoid, describe, isAny, isArray, isCollected, propertyNames } from "../type-facts.ts";
import { blocksOf, stepsReadBy } from "./absence.ts";
import { missingValue } from "./missing-value.ts";

/** More names than that help nobody. */
const MOST_NAMES = 12;

/** A property or method that does not exist. */
export function explainProperty(finding: Finding): Diagnostic | "consequence" | undefined {
  const access = expressionAt(finding, "member", "index");
  const type = access && finding.inspection.typeOf(access.object);
  if (access === undefined || type === undefined) {
    return undefined;
  }
  const { inspection } = finding;
  if (allowsVoid(type, inspection)) {
    // A call that returns nothing, or something else: TypeScript speaks of the property, and means the value.
    return missingValue(finding, access.object);
  }
  const object = inspection.checker.getNonNullableType(type);
  if (!access.optional && object !== type && access.kind === "member" && hasVariantWith(object, access.property)) {
    // What tells the variants apart is not heeded either where the value itself may be missing, which is reported.
    return "consequence";
  }
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
  if (isCollected(object) && (property === "value" || property === "error")) {
    const outcome = property === "value" ? "succeeded" : "failed";
    const hint = `it is there only if the item ${outcome}: compare \`${textOf(finding, access.object)}.ok\` first`;
    return report("GF4001", at, { property, of, suggestion, existing, hint }, collectingSteps(finding));
  }
  const hint = innerStepHint(finding, access.object, property) ?? hintFor(finding, access.object, object, property, isBuiltIn);
  const related = suggestion === undefined && hasVariantWith(object, property) ? instead(finding, access.object) : [];
  return report("GF4001", at, { property, of, suggestion, existing, hint }, related);
}

/** Where a step gets its value from: the results of its branches, and of its `catch` what takes the place of its own. */
function instead({ placed }: Finding, object: Expression): readonly RelatedLocation[] {
  return stepsReadBy(object, placed.steps).flatMap(({ step, branches, catches }) => {
    const results = [
      ...branches.map(({ branch }) => ({ origin: branch.origin, text: "its value where this branch is taken" })),
      ...catches.map(({ clause }) => ({ origin: clause.origin, text: `the value of \`${step.name}\` after such an error` })),
    ];
    return results.flatMap(({ origin, text }) => {
      const at = keyRange(origin, "result");
      return at === undefined ? [] : [{ at, text }];
    });
  });
}

/** True for arrays, strings, numbers, booleans, and the globals: their members are those of the allow-list. */
function hasMethods(object: ts.Type, expression: Expression, inspection: Inspection): boolean {
  const isGlobal = expression.kind === "name" && ALLOWED_GLOBALS.includes(expression.name);
  const { TypeFlags } = inspection.typescript;
  const scalars = TypeFlags.StringLike | TypeFlags.NumberLike | TypeFlags.BooleanLike;
  const parts = object.isUnion() ? object.types : [object];
  return isGlobal || isArray(object, inspection) || parts.every(({ flags }) => (flags & scalars) !== 0);
}

/** Why the name of a step within a group or branch is no property of its value. */
function innerStepHint({ placed }: Finding, object: Expression, property: string): string | undefined {
  for (const outer of stepsReadBy(object, placed.steps)) {
    for (const { block, steps } of blocksOf(outer)) {
      const inner = steps.find(({ step }) => step.name === property);
      if (inner !== undefined && block.result !== undefined) {
        return `\`${outer.step.name}\` gives its \`result\`, and what is within is not seen outside: add \`${property}\` to the \`result\``;
      }
      if (inner !== undefined && !hasValue(inner)) {
        return `\`${property}\` has no value: ${lackOfValue(inner)}`;
      }
    }
  }
  return undefined;
}

/** The steps named at this place that give errors in place of results. */
function collectingSteps({ site, placed }: Finding): readonly RelatedLocation[] {
  const names = new Set(templateReferences(site.template).steps.map(({ name }) => name));
  return [...names].flatMap((name) => {
    const step = placed.steps?.(name)?.step;
    const forEach = step?.forEach?.onError === "collect" ? childNode(step.origin, "forEach") : undefined;
    const at = forEach?.kind === "object" ? keyRange(forEach, "onError") : undefined;
    return at === undefined ? [] : [{ at, text: `\`${name}\` gives the error of an item that failed` }];
  });
}

function hasVariantWith(object: ts.Type, property: string): boolean {
  return object.isUnion() && object.types.some((variant) => variant.getProperty(property) !== undefined);
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
  if (hasVariantWith(object, property)) {
    return "only some of its variants have it: compare first what tells them apart";
  }
  if (object.getCallSignatures().length > 0) {
    return "it is a method: call it, with `()`";
  }
  return isBuiltIn ? `it is \`${describe(object, inspection)}\`` : undefined;
}
