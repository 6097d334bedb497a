import { expressionRefusalDiagnostics } from "../../generator/diagnostics/catalogue/expression-refusals.ts";
import { readMarks } from "../../generator/diagnostics/example.ts";
import { WAYS_OUT } from "../../generator/expressions/refused-methods.ts";
import { ROOT_MEANINGS } from "../../generator/expressions/roots.ts";
import { membersOf } from "./declarations.ts";

const INTRODUCTION = `# Expressions

\`\${ … }\` in a spec holds an expression: a subset of TypeScript that computes a value from values, changes nothing and
waits for nothing. TypeScript's checker checks it against the types of your schemas, and it is printed into the
generated code as it stands. A value that is one expression from end to end keeps its type; in a longer text,
strings, numbers and booleans become part of the text. \`$\${\` is the text \`\${\`.

There are literals, property access with \`.\` and \`?.\`, indexes that are written out (\`items[0]\`), templates, the
operators \`! - +\`, \`* / % **\`, \`< <= > >=\`, \`=== !==\`, \`&& || ??\`, \`?:\` and \`typeof\`, array and object literals with
\`...\`, and arrows with a single expression as arguments of methods: \`items.map(item => item.id)\`.
`;

/** `docs/expressions.md`, made from what the checker of expressions goes by. */
export function expressionsPage(): string {
  return [
    INTRODUCTION,
    "## Names\n",
    table(["name", "what it is"], [
      ...Object.entries(ROOT_MEANINGS).map(([name, meaning]) => [code(name), meaning]),
      ["the `as` of a `forEach`", "the item; in its step and inside of it, but not in its `when` and `catch`"],
      ["the `as` of a `catch`", "the error, with `name`, `message` and `data`; in the `steps` and the `result` of that entry"],
    ]),
    "## Strings\n",
    declared("String"),
    "## Numbers\n",
    declared("Number"),
    "## Arrays\n",
    declared("ReadonlyArray"),
    "## Functions and constants\n",
    declared("Math.", "Object.", "JSON.", "Number.", "String.", "Boolean."),
    "## What is refused\n",
    table(["code", "what", "why, and the way out", "instead of", "write"], refusals()),
    "## Methods that are left out\n",
    table(["method", "the way out"], Object.entries(WAYS_OUT).map(([method, wayOut]) => [code(method), wayOut])),
  ].join("\n");
}

function declared(...names: readonly string[]): string {
  const rows = names.flatMap(membersOf).map(({ signature, text }) => [code(signature), text]);
  return table(["what", "gives"], rows);
}

function refusals(): readonly (readonly string[])[] {
  return Object.entries(expressionRefusalDiagnostics).map(([name, { title, cause, fix, example }]) => [
    `[${name}](diagnostics.md#${name.toLowerCase()})`,
    title,
    `${cause} ${fix}`,
    code(readMarks(example.before).text),
    code(example.after),
  ]);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(head), row(head.map(() => "---")), ...rows.map(row), ""].join("\n");
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

/** In as many backticks as the text needs. */
function code(text: string): string {
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}
