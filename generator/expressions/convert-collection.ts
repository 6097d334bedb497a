import type { ts } from "ts-morph";
import type { Expression, ObjectMember, SpreadElement } from "../ir/expression.ts";
import { convertName } from "./convert-name.ts";
import { isPrototypeName } from "./globals.ts";
import { refuse, spanOf } from "./reading.ts";
import type { Reading } from "./reading.ts";

/** `[a, ...b]` */
export function convertArray(node: ts.ArrayLiteralExpression, reading: Reading): Expression {
  const { typescript } = reading;
  const items = node.elements.map((element): Expression | SpreadElement => {
    if (typescript.isOmittedExpression(element)) {
      const start = reading.file.text.indexOf(",", element.pos) + reading.shift;
      return refuse(element, reading, "GF4225", {}, { start, end: start + 1 });
    }
    return typescript.isSpreadElement(element)
      ? { kind: "spread", value: reading.convert(element.expression, reading), ...spanOf(element, reading) }
      : reading.convert(element, reading);
  });
  return { kind: "array", items, ...spanOf(node, reading) };
}

/** `{ a: 1, b, ...c }`; one member that is refused makes the whole object invalid. */
export function convertObject(node: ts.ObjectLiteralExpression, reading: Reading): Expression {
  const members = node.properties.map((property) => convertMemberOf(property, reading));
  const at = spanOf(node, reading);
  const valid = members.filter((member) => member !== undefined);
  return valid.length === members.length ? { kind: "object", members: valid, ...at } : { kind: "invalid", ...at };
}

function convertMemberOf(
  property: ts.ObjectLiteralElementLike,
  reading: Reading,
): ObjectMember | SpreadElement | undefined {
  const { typescript } = reading;
  const at = spanOf(property, reading);
  if (typescript.isSpreadAssignment(property)) {
    return { kind: "spread", value: reading.convert(property.expression, reading), ...at };
  }
  if (typescript.isShorthandPropertyAssignment(property)) {
    const value = convertName(property.name, reading);
    return { kind: "property", key: property.name.text, value, ...at };
  }
  if (!typescript.isPropertyAssignment(property)) {
    refuse(property, reading, "GF4216", { what: "a method" });
    return undefined;
  }
  const key = keyOf(property.name, reading);
  if (key === undefined) {
    refuse(property.name, reading, "GF4215", { what: "key" });
    return undefined;
  }
  if (isPrototypeName(key)) {
    refuse(property.name, reading, "GF4214", { name: key });
    return undefined;
  }
  return { kind: "property", key, value: reading.convert(property.initializer, reading), ...at };
}

function keyOf(name: ts.PropertyName, { typescript }: Reading): string | undefined {
  return typescript.isIdentifier(name) || typescript.isStringLiteral(name) || typescript.isNumericLiteral(name)
    ? name.text
    : undefined;
}
