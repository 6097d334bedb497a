import type { Expression, SpreadElement } from "../ir/expression.ts";
import type { Template } from "../ir/template.ts";

/** A part of a plan as JSON in which only its meaning counts: no places, no formatting, no names that nobody sees outside. */
export type Canonical = string | number | boolean | null | readonly Canonical[];

/** What names that the spec is free to choose are called here: the item of a `forEach`, the error of a `catch`. */
export type BoundNames = ReadonlyMap<string, string>;

/** The same names with one more, called by how many there were before. */
export function bind(names: BoundNames, name: string | undefined): BoundNames {
  return name === undefined ? names : new Map([...names, [name, `#${names.size}`]]);
}

/** A value of the spec. The order of an object's members counts: it is that of the JSON which is sent. */
export function canonicalTemplate(template: Template | undefined, names: BoundNames): Canonical {
  switch (template?.kind) {
    case undefined:
      return null;
    case "literal":
      return ["literal", template.value];
    case "expression":
      return canonicalExpression(template.expression, names);
    case "text":
      return ["template", [...template.texts], canonicalList(template.expressions, names)];
    case "array":
      return ["array", template.items.map((item) => canonicalTemplate(item, names))];
    case "object":
      return ["object", template.members.map(({ key, value }) => ["property", key, canonicalTemplate(value, names)])];
  }
}

function canonicalExpression(expression: Expression, names: BoundNames): Canonical {
  switch (expression.kind) {
    case "literal":
      return expression.value === undefined ? ["undefined"] : ["literal", expression.value];
    case "name":
      return ["name", names.get(expression.name) ?? expression.name];
    case "step":
      return ["step", expression.step];
    case "member":
      return ["member", canonicalExpression(expression.object, names), expression.optional, expression.property];
    case "index":
      return ["member", canonicalExpression(expression.object, names), expression.optional, expression.index];
    case "call":
      return [
        "call",
        canonicalExpression(expression.callee, names),
        expression.optional,
        canonicalList(expression.arguments, names),
      ];
    case "arrow": {
      const { parameters, body } = expression;
      return ["arrow", parameters.length, canonicalExpression(body, parameters.reduce((all, { name }) => bind(all, name), names))];
    }
    case "template":
      return ["template", [...expression.texts], canonicalList(expression.holes, names)];
    case "unary":
      return ["unary", expression.operator, canonicalExpression(expression.operand, names)];
    case "binary":
      return [
        "binary",
        expression.operator,
        canonicalExpression(expression.left, names),
        canonicalExpression(expression.right, names),
      ];
    case "conditional":
      return ["conditional", ...canonicalList([expression.condition, expression.whenTrue, expression.whenFalse], names)];
    case "array":
      return ["array", canonicalList(expression.items, names)];
    case "object":
      return [
        "object",
        expression.members.map((member) =>
          member.kind === "spread"
            ? canonicalItem(member, names)
            : ["property", member.key, canonicalExpression(member.value, names)],
        ),
      ];
    case "parenthesized":
      return canonicalExpression(expression.inner, names);
    case "invalid":
      return null;
  }
}

function canonicalList(items: readonly (Expression | SpreadElement)[], names: BoundNames): readonly Canonical[] {
  return items.map((item) => canonicalItem(item, names));
}

function canonicalItem(item: Expression | SpreadElement, names: BoundNames): Canonical {
  return item.kind === "spread" ? ["spread", canonicalExpression(item.value, names)] : canonicalExpression(item, names);
}
