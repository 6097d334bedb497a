import { resolve } from "node:path";
import { Option } from "commander";
import { githubCommand } from "../../diagnostics/reporters/github.ts";
import { ENGINE_NAMES } from "../../ir/engines.ts";
import type { EngineName } from "../../ir/engines.ts";
import { describeComparison } from "../against/describe-comparison.ts";
import type { Comparison } from "../against/compare-plans.ts";
import { addOutputOptions, createCommand, parseCommand, reporterOf } from "../command-line.ts";
import type { OutputOptions } from "../command-line.ts";
import { ExitCode } from "../exit-code.ts";
import { printError } from "../failure.ts";
import { displayPath, DRIFT } from "../file-report.ts";
import type { PlannedProject } from "../generation.ts";
import { printDocument } from "../json-document.ts";
import { hasErrors, printDiagnostics, withoutEditWarning } from "../print-diagnostics.ts";
import { repositoryPaths } from "../repository-path.ts";
import { readSpecArguments } from "../spec-arguments.ts";
import { paint, printData, printNote } from "../terminal.ts";

interface CheckOptions extends OutputOptions {
  readonly against?: EngineName;
}

interface DriftingFile {
  readonly path: string;
  readonly drift: string;
}

/**
 * `gen-flows check`: whether specs are valid, and the files on the disk are what they say; with `--against`, whether the
 * runs that are under way could go on. Touches nothing.
 */
export async function run(words: readonly string[]): Promise<ExitCode> {
  const command = addOutputOptions(
    createCommand(
      "gen-flows check",
      "Says whether specs are valid, and whether the generated files are what they say. Exits with 4 if they are not.",
    )
      .argument("<spec...>", "JSON, JSONC or YAML files; `-` is standard input")
      .addOption(
        new Option(
          "--against <engine>",
          "ask an engine whether the runs that are under way there could go on; exits with 1 if some could not",
        ).choices(ENGINE_NAMES),
      ),
  );
  if (!parseCommand(command, words)) {
    return ExitCode.success;
  }
  const options = command.opts<CheckOptions>();
  const reporter = reporterOf(options);
  const specs = await readSpecArguments(command.args, options);
  const { planGeneration } = await import("../generation.ts");
  const planned = planGeneration(specs);
  const isValid = !hasErrors(planned.diagnostics);
  const { against } = options;
  const compared = isValid ? await compareRuns(planned.value, against) : [];
  const diagnostics = [
    ...withoutEditWarning(planned.diagnostics),
    ...compared.flatMap((comparison) => comparison.diagnostics),
  ];
  const drifting = isValid ? planned.value.flatMap((project) => driftOf(project, specs.cwd)) : [];
  if (reporter === "json") {
    printDocument({ diagnostics, projects: planned.value, written: false, cwd: specs.cwd, runs: compared });
  } else {
    printDiagnostics(diagnostics, reporter);
    compared.forEach((comparison) => printNote(describeComparison(comparison)));
  }
  if (!isValid) {
    return ExitCode.invalid;
  }
  const repair = [
    "gen-flows",
    ...specs.specs,
    ...(options.overlay ?? []).flatMap((file) => ["--overlay", file]),
    ...(options.out === undefined ? [] : ["--out", options.out]),
  ].join(" ");
  if (reporter === "github") {
    annotateDrift(drifting, repair, specs.cwd);
  } else if (reporter === "pretty") {
    printDrift(drifting, repair);
  }
  if (compared.some(({ broken }) => broken > 0)) {
    return ExitCode.failure;
  }
  if (drifting.length > 0) {
    return ExitCode.drift;
  }
  if (reporter !== "json") {
    printNote(`${specs.specs.join(", ")}: ${paint("success", "valid")}, and the generated files are in step`);
  }
  return ExitCode.success;
}

/** Empty where no engine was named. */
async function compareRuns(
  projects: readonly PlannedProject[],
  engine: EngineName | undefined,
): Promise<readonly Comparison[]> {
  if (engine === undefined) {
    return [];
  }
  const { checkAgainst } = await import("../against/check-against.ts");
  const compared = await Promise.all(projects.map(({ project }) => checkAgainst(engine, project)));
  return compared.flat();
}

function driftOf({ plan }: PlannedProject, cwd: string): readonly DriftingFile[] {
  return plan.writes.flatMap(({ action, path }) => {
    const drift = DRIFT[action];
    return drift === undefined ? [] : [{ path: displayPath(plan, path, cwd), drift }];
  });
}

function annotateDrift(drifting: readonly DriftingFile[], repair: string, cwd: string): void {
  const pathInRepository = repositoryPaths(cwd, process.env);
  for (const { path, drift } of drifting) {
    const file = pathInRepository(resolve(cwd, path));
    const properties = { title: "not what the spec says", ...(file !== undefined && { file }) };
    printData(githubCommand("error", properties, `${path} is ${drift}: run \`${repair}\``));
  }
}

function printDrift(drifting: readonly DriftingFile[], repair: string): void {
  if (drifting.length === 0) {
    return;
  }
  const width = Math.max(...drifting.map(({ drift }) => drift.length));
  for (const { path, drift } of drifting) {
    printNote(`${paint("caution", drift.padEnd(width))}  ${path}`);
  }
  const count = drifting.length === 1 ? "1 file is" : `${drifting.length} files are`;
  printError("error", `${count} not what the spec says`, `run \`${repair}\``);
}
