import * as fc from "fast-check";

/** Text that would end a comment, a string, a template, a regular expression or a line, or give the compiler directives. */
export const HOSTILE = [
  "*/ export const hacked = 1; /*",
  '"; export const hacked = 1; //',
  "'; export const hacked = 1; //",
  "`${hacked}`",
  "\u2028export const hacked = 1;",
  "\r\nexport const hacked = 1;",
  "\\",
  "\\u0022",
  "__proto__",
  "constructor",
  "@ts-ignore",
  "// @ts-nocheck",
  "<script>",
  "$&$1$`",
  "const schema0 = 1;",
  "\nconst schema1 = require(\"ajv/dist/runtime/equal\").default;\n",
  "",
] as const;

/** One of these, two of them, or a few random characters. */
export const hostileTexts = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "binary", maxLength: 5 }), fc.tuple(fc.constantFrom(...HOSTILE), fc.constantFrom(...HOSTILE)).map((parts) => parts.join("")));

/** A spec whose every name, text and value that may be anything is hostile. */
export const hostileSchemas: fc.Arbitrary<unknown> = fc.record({ description: hostileTexts, key: hostileTexts, value: hostileTexts, pattern: hostileTexts, format: hostileTexts }).map(
  ({ description, key, value, pattern, format }) => ({
    type: "object",
    description,
    required: [key],
    properties: Object.fromEntries([
      [key, { type: "string", description, format, examples: [value], default: value, deprecated: true }],
      [`${key}2`, { enum: [value, { [value]: value }] }],
      [`${key}3`, { const: value }],
      [`${key}4`, { type: "string", pattern: escaped(pattern) }],
    ]),
    patternProperties: Object.fromEntries([[escaped(pattern), { type: "array", uniqueItems: true }]]),
    dependentRequired: Object.fromEntries([[key, [value]]]),
    [`x-${key}`]: value,
  }),
);

/** A pattern for this very text. */
export function escaped(pattern: string): string {
  return pattern.toWellFormed().replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
