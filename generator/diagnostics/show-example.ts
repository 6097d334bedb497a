import type { DiagnosticExample, Surroundings } from "./example.ts";
import { readMarks } from "./example.ts";
import { marksOf } from "./reporters/mark.ts";
import { showLine } from "./reporters/source-line.ts";
import type { SourceFile } from "../source/source-file.ts";

/** Columns of a line that are shown; examples of what is too long are longer. */
const WIDTH = 100;

const PLACES: Readonly<Record<Surroundings | "shell", string>> = {
  file: "In a file",
  spec: "At the top of a spec",
  task: "In a task",
  workflow: "In a workflow",
  steps: "Among the steps of a workflow",
  expression: "In a value",
  schema: "In a JSON Schema",
  "schema file": "In a file that holds a JSON Schema",
  telemetry: "In `telemetry`",
  shell: "On the command line",
};

/** Where an example stands: `In a task`. */
export function placeOfExample(example: DiagnosticExample): string {
  return PLACES[example.in];
}

/** The lines of what is reported, with its place underlined, and what is said about it. */
export function showBefore(example: DiagnosticExample): readonly string[] {
  if (example.in === "shell") {
    const place = example.at === undefined ? [] : [`  --> ${example.at}`];
    return [...showAfter(example, example.before), example.says, ...place];
  }
  const { text, primary, related } = readMarks(example.before);
  const file: SourceFile = { path: "", absolutePath: undefined, format: "json", text };
  const marks = [
    ...primary.flatMap((stretch) => marksOf({ file, ...stretch }, true, example.says)),
    ...related.flatMap((stretch) => marksOf({ file, ...stretch }, false, undefined)),
  ];
  return text.split("\n").flatMap((line, index) => {
    const shown = showLine(line, { start: 0, end: WIDTH });
    const underlined = marks.filter((mark) => mark.line === index + 1);
    return [
      shown.text,
      ...underlined.map(({ start, end, primary: isPlace, label }) => {
        const [from, to] = [shown.columnOf(start), shown.columnOf(end)];
        const line = (isPlace ? "^" : "-").repeat(Math.max(1, to - from));
        return `${" ".repeat(from)}${line} ${label ?? ""}`.trimEnd();
      }),
    ];
  });
}

/** The lines of what is right. */
export function showAfter(example: DiagnosticExample, text = example.after): readonly string[] {
  return text.split("\n").map((line) => (example.in === "shell" ? `$ ${line}` : line));
}
