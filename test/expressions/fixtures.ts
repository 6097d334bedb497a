import type { Diagnostic } from "../../generator/diagnostics/diagnostic.ts";
import type { Expression } from "../../generator/ir/expression.ts";
import { parseTemplate } from "../../generator/expressions/parse-template.ts";
import type { PrintScope } from "../../generator/expressions/print.ts";
import type { ScalarTemplate } from "../../generator/ir/template.ts";
import type { ScalarNode } from "../../generator/source/node.ts";
import type { SourceFile } from "../../generator/source/source-file.ts";

/** A string of a spec whose file holds nothing else: offsets into the string are offsets into the file. */
export function scalar(value: string | number | boolean | null): ScalarNode {
  const text = String(value);
  const file: SourceFile = { path: "flows.json", absolutePath: undefined, format: "json", text };
  return {
    kind: "scalar",
    file,
    pointer: "",
    range: { file, start: 0, end: text.length },
    value,
    offsets: () => Array.from({ length: text.length + 1 }, (_, index) => index),
  };
}

/** The names of generated code. */
export const SCOPE: PrintScope = {
  step: (name) => name,
  name: (name) => (name === "workflow" ? "flow" : name),
};

/** Parses what must have nothing wrong with it. */
export function parsed(text: string): ScalarTemplate {
  const { value, diagnostics } = parseTemplate(scalar(text));
  if (diagnostics.length > 0) {
    throw new Error(`${text}: ${diagnostics.map(({ message }) => message).join("; ")}`);
  }
  return value;
}

/** The expression of `${ code }`. */
export function expression(code: string): Expression {
  const template = parsed(`\${ ${code} }`);
  if (template.kind !== "expression") {
    throw new Error(`${code} is no expression`);
  }
  return template.expression;
}

/** Code and marked text of every diagnostic. */
export function marks(diagnostics: readonly Diagnostic[]): readonly (readonly [string, string])[] {
  return diagnostics.map(({ code, at }) => [code, at === undefined ? "" : at.file.text.slice(at.start, at.end)]);
}

/** What is wrong with `${ code }`. */
export function problems(code: string): readonly (readonly [string, string])[] {
  return marks(parseTemplate(scalar(`\${ ${code} }`)).diagnostics);
}
