import { ts } from "ts-morph";
import { stringLiteral } from "../../generator/print/literal.ts";

/**
 * Assigning a variable to a type compares their structure, but for one thing: TypeScript also refuses an object that has
 * none of a type's properties if all of those are optional. That is a lint, not a matter of types; a property that all
 * objects share turns it off.
 */
const SHARED_IN_TYPES = " readonly [shared]?: undefined; ";
const SHARED_IN_INSTANCES = "[shared]: undefined";

/** Types as they were emitted, without that lint. */
export function withoutWeakTypes(types: string): string {
  const file = ts.createSourceFile("types.ts", types, ts.ScriptTarget.ES2022);
  const places: number[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeLiteralNode(node) || ts.isInterfaceDeclaration(node)) {
      places.push(node.members.pos);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  const parts = [0, ...places].map((place, index) => types.slice(place, places[index]));
  return `declare const shared: unique symbol;\n${parts.join(SHARED_IN_TYPES)}`;
}

/** A variable whose type is that of one JSON value, and its assignment to `type`, on one line. */
export function assignment(name: string, value: unknown, type: string): string {
  return assign(name, typeOfValue(value, []), type);
}

/** Likewise, for types that `withoutWeakTypes` has changed. */
export function assignmentWithoutWeakTypes(name: string, value: unknown, type: string): string {
  return assign(name, typeOfValue(value, [SHARED_IN_INSTANCES]), type);
}

/** A declared variable is no literal, of which TypeScript refuses properties that the type does not name. */
function assign(name: string, instance: string, type: string): string {
  return `declare const ${name}: ${instance}; export const ${name}Typed: ${type} = ${name};`;
}

/** Lists are not readonly: a type may or may not be. */
function typeOfValue(value: unknown, shared: readonly string[]): string {
  if (typeof value === "string") {
    return stringLiteral(value);
  }
  if (typeof value !== "object" || value === null) {
    return String(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map((item) => typeOfValue(item, shared)).join(", ")}]`;
  }
  const members = Object.entries(value).map(([key, member]) => `${stringLiteral(key)}: ${typeOfValue(member, shared)}`);
  return `{ ${[...shared, ...members].join("; ")} }`;
}
