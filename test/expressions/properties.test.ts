import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Expression } from "../../generator/ir/expression.ts";
import { parseTemplate } from "../../generator/expressions/parse-template.ts";
import { printTemplate } from "../../generator/expressions/print-template.ts";
import { printExpression } from "../../generator/expressions/print.ts";
import type { PrintScope } from "../../generator/expressions/print.ts";
import { expression, scalar } from "./fixtures.ts";

/** Prints what can be parsed again. */
const SPEC_SCOPE: PrintScope = { step: (name) => `steps.${name}`, name: (name) => name };

const word = fc.constantFrom(
  "input", "steps", "steps.a", "x", "item", "Math", "undefined", "null", "1", "2.5", "'a'", '"b"', "`c`", "`${", "}`",
  "+", "-", "*", "/", "%", "**", "<", "<=", "===", "!==", "==", "&&", "||", "??", "?", ":", "?.", ".", ",", "!", "=>", "...",
  "(", ")", "[", "]", "{", "}", "map", ".map(", "typeof ", "new ", "await ", "async ", "as ", "=", "a", " ", "\n", "//", "/*", "*/",
  "constructor", "__proto__", "\\", "\u2028", "$", "${",
);

const name = fc.constantFrom("input.id", "steps.a", "steps.b.c", "item", "input");
const valid: fc.Arbitrary<string> = fc.letrec<{ code: string }>((tie) => ({
  code: fc.oneof(
    { maxDepth: 5 },
    name,
    fc.constantFrom("1", "2.5", "'a'", '"b"', "true", "null", "undefined", "[]", "{}"),
    fc.tuple(tie("code"), fc.constantFrom("+", "*", "**", "<", "===", "&&", "||", "??"), tie("code")).map(
      ([left, operator, right]) => `(${left}) ${operator} (${right})`,
    ),
    fc.tuple(tie("code"), tie("code")).map(([left, right]) => `${left} - ${right}`),
    tie("code").map((code) => `-${code}`),
    tie("code").map((code) => `! ${code}`),
    fc.tuple(tie("code"), tie("code"), tie("code")).map((parts) => `${parts[0]} ? ${parts[1]} : ${parts[2]}`),
    tie("code").map((code) => `{ a: ${code}, 'b c': 1 }`),
    tie("code").map((code) => `[${code}, ...${code}]`),
    tie("code").map((code) => `(${code})?.a?.[0].b("x")`),
    tie("code").map((code) => `input.items.map((item, a) => ${code})`),
    tie("code").map((code) => `\`text \${ ${code} }\``),
  ),
})).code;

describe("parsing and printing", () => {
  it("gives diagnostics, or an expression that prints to itself", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.array(word).map((words) => words.join("")), valid), (code) => {
        const text = `\${${code}}`;
        const { value, diagnostics } = parseTemplate(scalar(text));
        if (value.kind !== "expression" || diagnostics.length > 0) {
          return;
        }
        const printed = printExpression(value.expression, SPEC_SCOPE);
        expect(withoutPlaces(expression(printed))).toEqual(withoutPlaces(value.expression));
      }),
      { numRuns: 3000 },
    );
  });

  it("marks places inside the text", () => {
    fc.assert(
      fc.property(fc.array(word).map((words) => words.join("")), (code) => {
        for (const { at } of parseTemplate(scalar(`a \${${code}} b`)).diagnostics) {
          expect(at?.start).toBeLessThanOrEqual(at?.end ?? -1);
          expect(at?.end).toBeLessThanOrEqual(code.length + 7);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("keeps hostile texts and keys inside their literals", () => {
    const hostile = fc.string({ unit: fc.oneof(fc.constantFrom("`", "\\", "${", "}", '"', "'", "\n", "\r", "\u2028", "\ud800", "*/", "$"), fc.string()) });
    fc.assert(
      fc.property(hostile, hostile, (text, key) => {
        const node = scalar(text);
        const hole = expression("input");
        const printed = printTemplate(
          {
            kind: "object",
            origin: { kind: "object", file: node.file, pointer: "", range: node.range, members: [] },
            members: [
              { key: `k${key}`, keyRange: node.range, value: { kind: "literal", origin: node, value: text } },
              { key: "text", keyRange: node.range, value: { kind: "text", origin: node, texts: [text, text], expressions: [hole] } },
            ],
          },
          SPEC_SCOPE,
        );
        const evaluate = new Function("input", `return ${printed};`) as (input: string) => unknown;
        expect(evaluate("<in>")).toEqual({ text: `${text}<in>${text}`, [`k${key}`]: text });
      }),
      { numRuns: 1000 },
    );
  });
});

function withoutPlaces(tree: Expression): unknown {
  const places = new Set(["start", "end", "nameStart", "propertyStart"]);
  return JSON.parse(JSON.stringify(tree, (key, value: unknown) => (places.has(key) ? undefined : value === undefined ? "undefined" : value)));
}
