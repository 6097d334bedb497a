import { ExitCode } from "./exit-code.ts";
import { paint, printNote } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";
import { version } from "./version.ts";

/** Tells what ended a command, and says with which exit code. A stack is shown only with `DEBUG=gen-flows`. */
export function reportFailure(error: unknown): ExitCode {
  if (error instanceof UsageError) {
    printError("error", error.message, error.help);
    return ExitCode.invalid;
  }
  if (isSystemError(error)) {
    printError("error", error.message);
    return ExitCode.invalid;
  }
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const debugging = isDebugging();
  printError(
    "internal error",
    text,
    debugging
      ? undefined
      : "run it again with DEBUG=gen-flows in the environment, and report what that prints together with the spec",
  );
  printNote(`  = note: this is a bug in gen-flows ${version} (Node ${process.versions.node}), not in your spec`);
  if (debugging && error instanceof Error) {
    printNote(error.stack ?? text);
  }
  return ExitCode.failure;
}

/** True where the user asked for our stacks. */
export function isDebugging(): boolean {
  return (process.env["DEBUG"] ?? "").split(/[\s,]+/).includes("gen-flows");
}

/** One message in the form of our diagnostics, for what has no place in a file. */
export function printError(kind: string, message: string, help?: string): void {
  printNote(`${paint("failure", kind)}${paint("strong", `: ${message}`)}`);
  if (help !== undefined) {
    printNote(`  = help: ${help}`);
  }
}

/** What the operating system refuses (no permission, disk full) is nobody's bug. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error && "errno" in error;
}
