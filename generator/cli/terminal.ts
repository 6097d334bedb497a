import { styleText } from "node:util";

export type Style = "success" | "failure" | "caution" | "muted" | "strong";

const FORMATS = {
  success: "green",
  failure: "red",
  caution: "yellow",
  muted: "dim",
  strong: "bold",
} as const;

/** Writes what was asked for, as it is, to standard output. */
export function printData(text: string): void {
  process.stdout.write(text);
}

/** Writes a line for people to standard error. */
export function printNote(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Colours a text for standard error, if that is a terminal and the user has nothing against it (`NO_COLOR`, `FORCE_COLOR`). */
export function paint(style: Style, text: string): string {
  return text === "" ? "" : styleText(FORMATS[style], text, { stream: process.stderr });
}

/** True where standard error shows colours. */
export function hasColour(): boolean {
  return paint("strong", "x") !== "x";
}

/** The width of standard error in columns; 100 where it is not a terminal. */
export function terminalWidth(): number {
  return process.stderr.columns ?? 100;
}

/** Whether box-drawing characters can be shown: POSIX says it in the locale, of which the first variable that is set counts. */
export function hasUnicode(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean {
  if (platform === "win32") {
    return environment["WT_SESSION"] !== undefined || environment["TERM_PROGRAM"] === "vscode";
  }
  const locale = environment["LC_ALL"] || environment["LC_CTYPE"] || environment["LANG"];
  return locale === undefined || locale === "" ? platform === "darwin" : /utf-?8/i.test(locale);
}

/** A reader that has seen enough (`gen-flows … | head`) is no failure: end quietly. */
export function endQuietlyOnClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") {
        process.exit();
      }
      throw error;
    });
  }
}

/** Resolves when everything that was printed has left the process. */
export async function drainOutput(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    await new Promise<void>((resolve) => {
      stream.write("", () => resolve());
    });
  }
}
