import { positionAt } from "../../source/position.ts";
import type { SourceRange } from "../../source/source-file.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { arrange } from "../order.ts";

/**
 * For GitHub Actions: a workflow command for each diagnostic, which GitHub shows at the line. Ends with a line feed.
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export function reportGithub(diagnostics: readonly Diagnostic[]): string {
  return arrange(diagnostics)
    .map((diagnostic) => `${command(diagnostic)}\n`)
    .join("");
}

function command({ code, severity, message, at, label, help }: Diagnostic): string {
  const properties = { ...(at === undefined ? {} : placeProperties(at)), title: code };
  const written = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  const sentence = label === undefined ? message : `${message} (${label})`;
  const text = [sentence, ...help.map((line) => `help: ${line}`)].join("\n");
  return `::${severity} ${written.join(",")}::${escapeData(text)}`;
}

/** GitHub takes columns only for places within one line. */
function placeProperties({ file, start, end }: SourceRange): Readonly<Record<string, string | number>> {
  const first = positionAt(file, start);
  const last = positionAt(file, end);
  const lines = { file: file.path, line: first.line, endLine: last.line };
  return first.line === last.line
    ? { ...lines, col: first.column, endColumn: Math.max(first.column, last.column) }
    : lines;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
