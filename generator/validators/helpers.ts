/** A function that ajv's code calls and that we write out instead of requiring it. */
export interface Helper {
  /** The module of ajv that has it. */
  readonly module: string;
  /** What it is called in `validators.ts`. */
  readonly name: string;
  readonly code: string;
}

export const HELPERS: readonly Helper[] = [
  {
    module: "ajv/dist/runtime/equal",
    name: "isDeepEqual",
    code: `/** True for equal JSON values. */
function isDeepEqual(left, right) {
  if (left === right) {
    return true;
  }
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) {
    return false;
  }
  const keys = Object.keys(left);
  return (
    Array.isArray(left) === Array.isArray(right) &&
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && isDeepEqual(left[key], right[key]))
  );
}
`,
  },
  {
    module: "ajv/dist/runtime/ucs2length",
    name: "countCodePoints",
    code: `/** The length of a string as JSON Schema counts it: a surrogate pair is one character. */
function countCodePoints(text) {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    const isPair = text.codePointAt(index) > 0xffff;
    index += isPair ? 1 : 0;
    count += 1;
  }
  return count;
}
`,
  },
];
