import { styleText } from "node:util";
import { positionAt } from "../../source/position.ts";
import type { SourceFile, SourceRange } from "../../source/source-file.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { arrange } from "../order.ts";
import { printable } from "../printable.ts";
import { wrap } from "../wrap.ts";
import { renderFrame } from "./frame.ts";
import type { FrameStyle } from "./frame.ts";
import { marksOf } from "./mark.ts";
import type { Mark } from "./mark.ts";
import { summarize } from "./summary.ts";

export interface PrettyOptions {
  /** Default: false. Whether the stream takes colours is for the caller to know. */
  readonly color?: boolean | undefined;
  /** How many columns there are. Default: 100. */
  readonly width?: number | undefined;
}

/** A place that is shown, in the file of the diagnostic or in another one. */
interface Shown {
  readonly at: SourceRange;
  readonly marks: readonly Mark[];
}

type Style = FrameStyle & { readonly severity: (text: string) => string; readonly strong: (text: string) => string };

const DEFAULT_WIDTH = 100;

/** What stands beside a line and its number: ` | `, and `…` on both sides. */
const FRAME = 5;

/**
 * For people: each diagnostic with the lines it is about, a line with their number, and how to learn more about an
 * error. Ends with a line feed.
 */
export function reportPretty(diagnostics: readonly Diagnostic[], options: PrettyOptions = {}): string {
  if (diagnostics.length === 0) {
    return "";
  }
  const arranged = arrange(diagnostics);
  const blocks = arranged.map((diagnostic) => renderDiagnostic(diagnostic, options));
  const summary = [summarize(diagnostics), ...moreAbout(arranged)].join("\n");
  return `${[...blocks, summary].join("\n\n")}\n`;
}

/** Said once, however many errors there are. */
function moreAbout(arranged: readonly Diagnostic[]): readonly string[] {
  const codes = new Set(arranged.filter(({ severity }) => severity === "error").map(({ code }) => code));
  const [first] = codes;
  return first === undefined
    ? []
    : [`\`gen-flows explain ${first}\` says more about ${codes.size === 1 ? "this error" : "the first error"}`];
}

/** One diagnostic without the line of numbers, and without a line feed at its end. */
export function renderDiagnostic(diagnostic: Diagnostic, options: PrettyOptions = {}): string {
  const width = options.width ?? DEFAULT_WIDTH;
  const style = styleOf(diagnostic, options.color ?? false);
  const places = placesOf(diagnostic);
  const lastLine = Math.max(1, ...places.flatMap(({ marks }) => marks.map(({ line }) => line)));
  const gutterWidth = String(lastLine).length;
  const lines = [
    `${style.severity(`${diagnostic.severity}[${diagnostic.code}]`)}${style.strong(`: ${printable(diagnostic.message)}`)}`,
  ];
  for (const [index, { at, marks }] of places.entries()) {
    const arrow = style.gutter(`${" ".repeat(gutterWidth)}${index === 0 ? "-->" : ":::"}`);
    lines.push(`${arrow} ${showPlace(at)}`, ...renderFrame(at.file, marks, gutterWidth, width - gutterWidth - FRAME, style));
  }
  for (const help of diagnostic.help) {
    lines.push(...renderHelp(printable(help), gutterWidth, width, style));
  }
  return lines.join("\n");
}

/** The place of the diagnostic with what else is marked in its file, then other files. */
function placesOf({ at, label, related }: Diagnostic): readonly Shown[] {
  if (at === undefined) {
    return [];
  }
  const files = new Map<SourceFile, Shown>([[at.file, { at, marks: marksOf(at, true, label) }]]);
  for (const { at: other, text } of related) {
    const shown = files.get(other.file) ?? { at: other, marks: [] };
    files.set(other.file, { ...shown, marks: [...shown.marks, ...marksOf(other, false, text)] });
  }
  return [...files.values()];
}

function showPlace({ file, start }: SourceRange): string {
  const { line, column } = positionAt(file, start);
  return `${printable(file.path)}:${line}:${column}`;
}

function renderHelp(help: string, gutterWidth: number, width: number, style: Style): readonly string[] {
  const indentation = " ".repeat(gutterWidth + 1);
  const [first = "", ...rest] = wrap(help, width - gutterWidth - "= help: ".length - 1);
  return [`${indentation}${style.gutter("=")} ${style.strong("help:")} ${first}`, ...rest.map((line) => `${indentation}  ${line}`)];
}

function styleOf({ severity }: Diagnostic, color: boolean): Style {
  const paint =
    (format: Parameters<typeof styleText>[0]) =>
    (text: string): string =>
      color ? styleText(format, text, { validateStream: false }) : text;
  const loud = paint(severity === "error" ? ["red", "bold"] : ["yellow", "bold"]);
  return { severity: loud, strong: paint("bold"), gutter: paint("blue"), primary: loud, secondary: paint("blue") };
}
