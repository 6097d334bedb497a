import { stringLiteral } from "../../generator/print/literal.ts";

/**
 * Assigning a variable to a type compares their structure, but for one thing: TypeScript also refuses an object that has
 * none of a type's properties if all of those are optional. That is a lint, not a matter of types; a property that all
 * objects share turns it off.
 */
const SHARED = "readonly [shared]?: undefined;";

/** Types as they were emitted, without that lint. */
export function withoutWeakTypes(types: string): string {
  return `declare const shared: unique symbol;\n${types.replaceAll(/\{$/gm, `{ ${SHARED}`)}`;
}

/** A declaration of a JSON value with the narrowest type, and its assignment to `type`, on one line. */
export function assignment(name: string, value: unknown, type: string): string {
  const constant = value === null ? "null" : `${expression(value)} as const`;
  return `const ${name} = ${constant}; export const ${name}Typed: ${type} = ${name};`;
}

function expression(value: unknown): string {
  if (typeof value === "string") {
    return stringLiteral(value);
  }
  if (typeof value !== "object" || value === null) {
    return String(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map(expression).join(", ")}]`;
  }
  const members = Object.entries(value).map(([key, member]) => `[${stringLiteral(key)}]: ${expression(member)}`);
  return `{ ${["[shared]: undefined", ...members].join(", ")} }`;
}
