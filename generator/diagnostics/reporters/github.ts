import { positionAt } from "../../source/position.ts";
import type { SourceFile, SourceRange } from "../../source/source-file.ts";
import type { Diagnostic, Severity } from "../diagnostic.ts";
import { arrange } from "../order.ts";

/** What a workflow command carries beside its text. */
interface CommandProperties {
  readonly title?: string;
  readonly file?: string;
  readonly line?: number;
  readonly endLine?: number;
  readonly col?: number;
  readonly endColumn?: number;
}

/**
 * For GitHub Actions: a workflow command for each diagnostic, which GitHub shows at the line. Ends with a line feed.
 *
 * @param pathOf The path of a file from the root of the repository; undefined for what is not in it.
 */
export function reportGithub(
  diagnostics: readonly Diagnostic[],
  pathOf: (file: SourceFile) => string | undefined,
): string {
  return arrange(diagnostics)
    .map((diagnostic) => annotate(diagnostic, pathOf))
    .join("");
}

/**
 * One workflow command with its line feed, escaped as GitHub's runner undoes it.
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export function githubCommand(severity: Severity, properties: CommandProperties, text: string): string {
  const written = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${[severity, written.join(",")].join(" ").trimEnd()}::${escapeData(text)}\n`;
}

function annotate(
  { code, severity, message, at, label, related, help }: Diagnostic,
  pathOf: (file: SourceFile) => string | undefined,
): string {
  const sentence = label === undefined ? message : `${message} (${label})`;
  const others = related.map((place) => `${showPlace(place.at, pathOf)}: ${place.text}`);
  const file = at && pathOf(at.file);
  const elsewhere = at !== undefined && file === undefined ? `${showPlace(at, pathOf)}: ` : "";
  return githubCommand(
    severity,
    { title: code, ...(at !== undefined && file !== undefined && { file, ...placeOf(at) }) },
    [elsewhere + sentence, ...others, ...help.map((line) => `help: ${line}`)].join("\n"),
  );
}

function showPlace({ file, start }: SourceRange, pathOf: (file: SourceFile) => string | undefined): string {
  const { line, column } = positionAt(file, start);
  return `${pathOf(file) ?? file.path}:${line}:${column}`;
}

/** GitHub takes columns only for places within one line. Its last line and column are part of the place. */
function placeOf({ file, start, end }: SourceRange): CommandProperties {
  const first = positionAt(file, start);
  const last = positionAt(file, Math.max(start, end - 1));
  const lines = { line: first.line, endLine: last.line };
  return first.line === last.line ? { ...lines, col: first.column, endColumn: last.column } : lines;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
