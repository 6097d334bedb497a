import { commandTable } from "../command-table.ts";
import { addOutputOptions, createCommand, parseCommand, reporterOf } from "../command-line.ts";
import type { OutputOptions } from "../command-line.ts";
import { ExitCode } from "../exit-code.ts";
import { printDocument } from "../json-document.ts";
import { hasErrors, printDiagnostics, withoutEditWarning } from "../print-diagnostics.ts";
import { printFiles } from "../print-files.ts";
import { printDryRun, printSummary } from "../print-summary.ts";
import { readSpecArguments } from "../spec-arguments.ts";
import { UsageError } from "../usage-error.ts";

interface Options extends OutputOptions {
  readonly dryRun?: true;
  readonly stdout?: true;
}

/** `gen-flows <spec…>`: generates. Nothing is written if anything is wrong. */
export async function run(words: readonly string[]): Promise<ExitCode> {
  const command = addOutputOptions(
    createCommand("gen-flows", "Generates typed, traced workflows from JSON or YAML specs.")
      .argument("<spec...>", "JSON, JSONC or YAML files; `-` is standard input")
      .option("--dry-run", "show what would be written, and write nothing")
      .option("--stdout", "print the files to standard output, and write nothing"),
  )
    .option("-V, --version", "print the version")
    .addHelpText("after", `\n${listCommands()}\n\nExit codes: 0 done, 1 a bug, 2 invalid spec or usage, 4 drift`);
  if (!parseCommand(command, words)) {
    return ExitCode.success;
  }
  const options = command.opts<Options>();
  const reporter = reporterOf(options);
  const { dryRun = false, stdout = false } = options;
  if (stdout && reporter !== "pretty") {
    throw new UsageError("files and diagnostics cannot both go to standard output", "leave out `--stdout`, or the reporter");
  }
  const specs = await readSpecArguments(command.args, options);
  // Not before the command line is known to be right: this imports the whole generator.
  const { planGeneration, writePlans } = await import("../generation.ts");
  const planned = planGeneration(specs);
  const projects = planned.value;
  const written = !dryRun && !stdout && !hasErrors(planned.diagnostics);
  const diagnostics = written
    ? [...planned.diagnostics, ...writePlans(projects, specs.cwd)]
    : withoutEditWarning(planned.diagnostics);
  const failed = hasErrors(diagnostics);
  if (reporter === "json") {
    printDocument({ diagnostics, projects, written, cwd: specs.cwd });
    return failed ? ExitCode.invalid : ExitCode.success;
  }
  printDiagnostics(diagnostics, reporter);
  if (failed) {
    return ExitCode.invalid;
  }
  if (stdout) {
    printFiles(projects, specs.cwd);
    return ExitCode.success;
  }
  for (const project of projects) {
    (dryRun ? printDryRun : printSummary)(project, specs.cwd);
  }
  return ExitCode.success;
}

function listCommands(): string {
  const entries = Object.values(commandTable);
  const width = Math.max(...entries.map(({ usage }) => usage.length));
  return ["Commands:", ...entries.map(({ usage, summary }) => `  ${usage.padEnd(width)}  ${summary}`)].join("\n");
}
