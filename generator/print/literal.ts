import { braces, fitsOnLine } from "./layout.ts";
import { isIdentifierName } from "./safe-identifier.ts";

/** Data that has a literal. A property that is `undefined` is left out. */
export type LiteralValue =
  | string
  | number
  | boolean
  | null
  | readonly LiteralValue[]
  | { readonly [key: string]: LiteralValue | undefined };

/** A string in double quotes that stays on its line and means the same wherever it stands in a module. */
export function stringLiteral(value: string): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A number, in groups of three digits from 10,000 on: `86_400_000`. */
export function numberLiteral(value: number): string {
  const text = String(value);
  return Number.isInteger(value) && Math.abs(value) >= 10_000 && /^-?\d+$/.test(text)
    ? text.replace(/\B(?=(\d{3})+$)/g, "_")
    : text;
}

/** A key as it is written in an object literal or an interface. */
export function propertyKey(name: string): string {
  if (name === "__proto__") {
    return '["__proto__"]';
  }
  return isIdentifierName(name) ? name : stringLiteral(name);
}

/** A property of an object literal; in short where its value is a name like its key. */
export function property(key: string, value: string): string {
  return key === value ? key : `${propertyKey(key)}: ${value}`;
}

/**
 * A literal of any depth: objects with a property a line, arrays on one line if they fit.
 *
 * @param indentation Of the line on which the literal begins.
 */
export function literal(value: LiteralValue, indentation = ""): string {
  switch (typeof value) {
    case "string":
      return stringLiteral(value);
    case "number":
      return numberLiteral(value);
    case "boolean":
      return String(value);
    case "object":
      break;
  }
  if (value === null) {
    return "null";
  }
  return Array.isArray(value)
    ? arrayLiteral(value as readonly LiteralValue[], indentation)
    : objectLiteral(value as { readonly [key: string]: LiteralValue | undefined }, indentation);
}

/**
 * An object literal with a property a line, of values that are code already.
 *
 * @param indentation Of the line on which the literal begins.
 * @param spread What the object begins with: `...defaultRetry`.
 */
export function objectOf(
  properties: Readonly<Record<string, string | undefined>>,
  indentation = "",
  spread?: string,
): string {
  const lines = Object.entries(properties).flatMap(([key, value]) => (value === undefined ? [] : `${propertyKey(key)}: ${value}`));
  return braces(spread === undefined ? lines : [spread, ...lines], indentation);
}

function arrayLiteral(items: readonly LiteralValue[], indentation: string): string {
  const inner = `${indentation}  `;
  const printed = items.map((item) => literal(item, inner));
  const joined = `[${printed.join(", ")}]`;
  return fitsOnLine(indentation + joined) ? joined : `[\n${printed.map((item) => `${inner}${item},\n`).join("")}${indentation}]`;
}

function objectLiteral(value: { readonly [key: string]: LiteralValue | undefined }, indentation: string): string {
  const inner = `${indentation}  `;
  const printed = Object.entries(value).map(([key, property]) => [
    key,
    property === undefined ? undefined : literal(property, inner),
  ]);
  return objectOf(Object.fromEntries(printed), indentation);
}
