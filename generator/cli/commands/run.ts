import { hasDrift } from "../../reconcile/plan.ts";
import { addSpecOptions, createCommand, parseCommand } from "../command-line.ts";
import type { SpecOptions } from "../command-line.ts";
import { ExitCode } from "../exit-code.ts";
import { hasErrors, printDiagnostics } from "../print-diagnostics.ts";
import { printWrites } from "../print-summary.ts";
import { isAtLeast, RUNTIME_NODE_VERSION } from "../run/node-version.ts";
import { readRunValues } from "../run/read-values.ts";
import { checkRunOptions, splitSignal } from "../run/run-options.ts";
import type { RunOptions } from "../run/run-options.ts";
import { readSpecArguments } from "../spec-arguments.ts";
import { drainOutput } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

/** `gen-flows run`: generates, runs one workflow in this process, prints its result and draws its trace. */
export async function run(words: readonly string[]): Promise<ExitCode> {
  const command = addSpecOptions(
    createCommand(
      "gen-flows run",
      "Generates, runs one workflow in this process, prints its result as JSON, and draws its trace. Exits with 1 if the workflow fails.",
    ),
  )
    .argument("<spec>", "a JSON, JSONC or YAML file; `-` is standard input")
    .argument("<workflow>", "the name of a workflow in it")
    .option("--input <value>", "the workflow's input: JSON, `@` and the path of a JSON file, or `-` for standard input")
    .option("--context <value>", "what travels with the run, as one object; written like the input")
    .option("--signal <name=value>", "a signal to send as soon as the run has begun; may be given several times", append)
    .option("--out <directory>", "where the generated files are; default: what the spec says, else `src/flows`");
  if (!parseCommand(command, words)) {
    return ExitCode.success;
  }
  const [spec = "", workflow = ""] = command.args;
  const given = command.opts<SpecOptions & Partial<RunOptions> & { readonly out?: string }>();
  const options = { ...given, signal: given.signal ?? [] };
  refuseOldNode();
  refuseSharedStandardInput([spec, options.input, options.context, ...options.signal.map((signal) => splitSignal(signal).value)]);
  const specs = await readSpecArguments([spec], options);
  const { planGeneration, writePlans } = await import("../generation.ts");
  const planned = planGeneration(specs);
  const [only] = planned.value;
  if (only === undefined || hasErrors(planned.diagnostics)) {
    printDiagnostics(planned.diagnostics, "pretty");
    return ExitCode.invalid;
  }
  checkRunOptions(only.project.program, only.project.spec, workflow, options);
  const values = await readRunValues(options);
  const diagnostics = [...values.diagnostics, ...planned.diagnostics];
  const failures = hasErrors(diagnostics) ? [] : writePlans(planned.value, specs.cwd);
  printDiagnostics([...diagnostics, ...failures], "pretty");
  if (hasErrors(diagnostics) || hasErrors(failures)) {
    return ExitCode.invalid;
  }
  if (hasDrift(only.plan)) {
    printWrites(only, specs.cwd);
  }
  const { directory, program } = only.project;
  const writtenByHand = program.linked.workflows.flatMap(({ workflow, block }) => (block === undefined ? workflow.name : []));
  const { runWorkflow } = await import("../run/run-workflow.ts");
  const code = await runWorkflow({ directory, cwd: specs.cwd, workflow, values: values.value, writtenByHand });
  // A handler may have left a connection open, which would keep the process alive.
  await drainOutput();
  process.exit(code);
}

function refuseOldNode(): void {
  if (!isAtLeast(process.versions.node, RUNTIME_NODE_VERSION)) {
    throw new UsageError(
      `\`gen-flows run\` needs Node ${RUNTIME_NODE_VERSION} or newer, and this is ${process.versions.node}`,
      "OpenTelemetry's SDK, which generated code runs on, needs it too; the other commands run on Node 20",
    );
  }
}

function refuseSharedStandardInput(values: readonly (string | undefined)[]): void {
  if (values.filter((value) => value === "-").length > 1) {
    throw new UsageError("only one of the spec, the input, the context and the signals can be standard input");
  }
}

function append(value: string, values: readonly string[] = []): readonly string[] {
  return [...values, value];
}
