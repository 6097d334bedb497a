import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { reportGithub } from "../diagnostics/reporters/github.ts";
import { reportPretty } from "../diagnostics/reporters/pretty.ts";
import { repositoryPaths } from "./repository-path.ts";
import { hasColour, printData, printNote, terminalWidth } from "./terminal.ts";

/** Prints diagnostics: for people to standard error, for GitHub, which reads the log, to standard output. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], reporter: "pretty" | "github"): void {
  if (reporter === "github") {
    const pathInRepository = repositoryPaths(process.cwd(), process.env);
    printData(
      reportGithub(diagnostics, ({ absolutePath }) =>
        absolutePath === undefined ? undefined : pathInRepository(absolutePath),
      ),
    );
  } else if (diagnostics.length > 0) {
    printNote(reportPretty(diagnostics, { color: hasColour(), width: terminalWidth() }).trimEnd());
  }
}

/** True if something is wrong, so that nothing may be written. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}

/** Leaves out the warning that an edited file was generated anew, for who writes nothing. */
export function withoutEditWarning(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ code }) => code !== "GF7004");
}
