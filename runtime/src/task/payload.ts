import { PayloadError } from "./payload-error.ts";

/**
 * Makes sure that a payload would come out of JSON as it went in. Properties that are `undefined` are fine.
 *
 * @param what Names the payload in the message, such as "The output of task `chargeCard`".
 * @throws {PayloadError} naming the place and what is there.
 */
export function assertJson(value: unknown, what: string): void {
  const path: string[] = [];
  const problem = value === undefined ? undefined : findProblem(value, path, new Set());
  if (problem !== undefined) {
    const place = path.length === 0 ? "" : ` at ${path.toReversed().join("")}`;
    throw new PayloadError(`${what} must be JSON: there is ${problem}${place}.`);
  }
}

/** What is wrong with a value; `path` then leads there, innermost first. */
function findProblem(value: unknown, path: string[], ancestors: Set<object>): string | undefined {
  switch (typeof value) {
    case "string":
    case "boolean":
      return undefined;
    case "number":
      return Number.isFinite(value) ? undefined : String(value);
    case "object":
      return value === null ? undefined : findProblemWithin(value, path, ancestors);
    default:
      return value === undefined ? "undefined, which would become null" : `a ${typeof value}`;
  }
}

function findProblemWithin(value: object, path: string[], ancestors: Set<object>): string | undefined {
  if (ancestors.has(value)) {
    return "a cycle";
  }
  ancestors.add(value);
  const problem = Array.isArray(value)
    ? findProblemInArray(value, path, ancestors)
    : findProblemInObject(value, path, ancestors);
  ancestors.delete(value);
  return problem;
}

function findProblemInArray(values: readonly unknown[], path: string[], ancestors: Set<object>): string | undefined {
  for (const [index, value] of values.entries()) {
    const problem = findProblem(value, path, ancestors);
    if (problem !== undefined) {
      path.push(`[${index}]`);
      return problem;
    }
  }
  return undefined;
}

function findProblemInObject(value: object, path: string[], ancestors: Set<object>): string | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  // A prototype without one of its own is `Object.prototype`, of whatever realm.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    return `an instance of ${value.constructor.name}`;
  }
  for (const [key, property] of Object.entries(value)) {
    const problem = property === undefined ? undefined : findProblem(property, path, ancestors);
    if (problem !== undefined) {
      path.push(`.${key}`);
      return problem;
    }
  }
  return undefined;
}
