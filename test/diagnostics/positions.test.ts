import { describe, expect, test } from "vitest";
import { compile } from "../../generator/pipeline.ts";
import { positionAt } from "../../generator/source/position.ts";

/** Every form holds the same mistake, a property that does not exist, and marks it with `«` and `»`. */
const WRONG = "«nmae»";

const JSON_SPEC = (value: string): string => `{
  "specVersion": 1, "name": "shop", "version": "1.0.0",
  "workflows": { "w": {
    "input": { "type": "object", "required": ["name"], "properties": { "name": { "type": "string" } } },
    "steps": { "s": { "value": ${value} } }
  } }
}
`;

const HEAD = `specVersion: 1
name: shop
version: 1.0.0
`;

/** The rest of a YAML spec, whose steps are given. */
const WORKFLOW = (steps: string): string => `workflows:
  w:
    input: { type: object, required: [name], properties: { name: { type: string } } }
    steps:
${steps}
`;

const YAML_SPEC = (value: string): string => HEAD + WORKFLOW(`      s:\n        value: ${value}`);

const JSON_FORMS: readonly (readonly [string, string])[] = [
  ["plain", `"\${ input.${WRONG} }"`],
  ["behind text and another expression", `"Dear \${ input.name }, \${ input.${WRONG} }!"`],
  ["behind escapes of one character", `"\\t\\"a\\" \\\\ \\/ \\n \${ input.${WRONG} }"`],
  ["behind escaped units", `"\\u00e9\\uD83D\\uDE00 \${ input.${WRONG} }"`],
  ["behind characters of two units", `"😀 é \${ input.${WRONG} }"`],
  ["itself escaped", `"\${ input.«nm\\u0061e» }"`],
  ["with escapes inside of the expression", `"\${ input.name === \\"\\u0041\\" ? 1 : input.${WRONG} }"`],
  ["behind an escaped hole", `"$\${ text } \${ input.${WRONG} }"`],
  ["inside of a template", `"\${ \`a\${ input.${WRONG} }\` }"`],
];

const YAML_FORMS: readonly (readonly [string, string])[] = [
  ["plain", YAML_SPEC(`\${ input.${WRONG} }`)],
  ["plain, over several lines", YAML_SPEC(`Dear friend,\n\n          see \${ input.name\n            + input.${WRONG} } soon`)],
  ["in single quotes", YAML_SPEC(`'it''s \${ input.${WRONG} }'`)],
  ["in single quotes, over several lines", YAML_SPEC(`'it''s\n\n\n          \${ input.name +\n            input.${WRONG} }'`)],
  ["in double quotes", YAML_SPEC(`"\\t\\x41\\u00e9\\U0001F600 \\"\${ input.${WRONG} }\\""`)],
  ["in double quotes, over several lines", YAML_SPEC(`"one \\\n          two\n\n          \${ input.name +\n          input.${WRONG} }"`)],
  ["itself escaped", YAML_SPEC('"${ input.«n\\x6dae» }"')],
  ["in a literal block", YAML_SPEC(`|\n          Dear\n            friend,\n          \${ input.${WRONG} }\n`)],
  ["in a literal block that says its indentation", YAML_SPEC(`|2-\n            indented\n          \${ input.${WRONG} }\n`)],
  ["in a folded block", YAML_SPEC(`>-\n          one\n          two\n\n          three \${ input.name\n          + input.${WRONG} }\n`)],
  ["in a folded block with deeper lines", YAML_SPEC(`>\n          one\n            deep\n          two \${\n          input.${WRONG} }\n`)],
  ["in a flow map", YAML_SPEC(`{ a: "\${ input.${WRONG} }" }`)],
  ["in a list", YAML_SPEC(`\n          - 1\n          - \${ input.${WRONG} }`)],
  ["with line ends of Windows", YAML_SPEC(`>-\n          one\n          \${ input.name +\n          input.${WRONG} }\n`).replaceAll("\n", "\r\n")],
  ["behind a byte order mark", `\uFEFF${YAML_SPEC(`\${ input.${WRONG} }`)}`],
  ["behind an anchor", YAML_SPEC(`&greeting "\${ input.${WRONG} }"`)],
  ["behind a tag", YAML_SPEC(`!!str "\${ input.${WRONG} }"`)],
];

/** Where an alias leads to, and the alias itself, which is shown beside it. */
const ALIASED: readonly (readonly [string, string, string])[] = [
  [
    "through an alias",
    `${HEAD}description: &greeting "\${ input.${WRONG} }"\n${WORKFLOW("      s: { value: *greeting }")}`,
    "*greeting",
  ],
  [
    "through an alias of a map",
    `${HEAD}schemas: { A: { const: &greeting { text: ["\${ input.${WRONG} }"] } } }\n${WORKFLOW("      s: { value: *greeting }")}`,
    "*greeting",
  ],
  [
    "through a merge key",
    `${HEAD}schemas: { A: { const: &step { value: "\${ input.${WRONG} }" } } }\n${WORKFLOW("      s: { <<: *step }")}`,
    "*step",
  ],
  [
    "through a list of merge keys",
    `${HEAD}schemas: { A: { const: &step { value: "\${ input.${WRONG} }" }, x-b: &other {} } }\n${WORKFLOW("      s: { <<: [*other, *step] }")}`,
    "*step",
  ],
];

/** What is reported of a text with one mark, and what should be. */
function placesIn(marked: string): {
  readonly text: string;
  readonly reported: readonly string[];
  readonly expected: readonly string[];
  readonly related: readonly string[];
} {
  const start = marked.indexOf("«");
  const text = marked.replace("«", "").replace("»", "");
  const end = marked.indexOf("»") - 1;
  const { diagnostics } = compile({ specs: ["-"], cwd: import.meta.dirname, stdin: text });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const plain = text.replace(/^\uFEFF/, "");
  const shift = text.length - plain.length;
  const file = { path: "", absolutePath: undefined, format: "yaml" as const, text: plain };
  const show = (code: string, from: number, to: number): string => {
    const { line, column } = positionAt(file, from);
    return `${code} ${line}:${column} ${plain.slice(from, to)}`;
  };
  return {
    text,
    reported: errors.map(({ code, at }) => show(code, at?.start ?? -1, at?.end ?? -1)),
    expected: [show("GF4001", start - shift, end - shift)],
    related: errors.flatMap(({ related }) => related.map(({ at }) => at.file.text.slice(at.start, at.end))),
  };
}

describe("a mistake inside of a string is reported at its very place", () => {
  test.each(JSON_FORMS)("in JSON, %s", (_, value) => {
    const { reported, expected } = placesIn(JSON_SPEC(value));
    expect(reported).toEqual(expected);
  });

  test.each(YAML_FORMS)("in YAML, %s", (_, spec) => {
    const { reported, expected, related } = placesIn(spec);
    expect(reported).toEqual(expected);
    expect(related).toEqual([]);
  });

  test.each(ALIASED)("in YAML, %s", (_, spec, alias) => {
    const { reported, expected, related } = placesIn(spec);
    expect(reported).toEqual(expected);
    expect(related).toEqual([alias]);
  });
});
