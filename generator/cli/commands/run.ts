import { suggest } from "../../diagnostics/suggest.ts";
import type { GeneratedProject } from "../../pipeline.ts";
import { hasDrift } from "../../reconcile/plan.ts";
import { addSpecOptions, createCommand, parseCommand } from "../command-line.ts";
import type { SpecOptions } from "../command-line.ts";
import { ExitCode } from "../exit-code.ts";
import { hasErrors, printDiagnostics } from "../print-diagnostics.ts";
import { printWrites } from "../print-summary.ts";
import { isAtLeast, RUNTIME_NODE_VERSION } from "../run/node-version.ts";
import { readInput } from "../run/read-input.ts";
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
    .option("--out <directory>", "where the generated files are; default: what the spec says, else `src/flows`");
  if (!parseCommand(command, words)) {
    return ExitCode.success;
  }
  const [spec = "", workflow = ""] = command.args;
  const options = command.opts<SpecOptions & { readonly input?: string; readonly out?: string }>();
  refuseOldNode();
  if (spec === "-" && options.input === "-") {
    throw new UsageError("the spec and the input cannot both be standard input");
  }
  const specs = await readSpecArguments([spec], options);
  const { planGeneration, writePlans } = await import("../generation.ts");
  const planned = planGeneration(specs);
  const [only] = planned.value;
  if (only === undefined || hasErrors(planned.diagnostics)) {
    printDiagnostics(planned.diagnostics, "pretty");
    return ExitCode.invalid;
  }
  checkInputOption(only.project, workflow, options.input);
  const input = options.input === undefined ? undefined : await readInput(options.input);
  const diagnostics = [...(input?.diagnostics ?? []), ...planned.diagnostics];
  const failures = hasErrors(diagnostics) ? [] : writePlans(planned.value, specs.cwd);
  printDiagnostics([...diagnostics, ...failures], "pretty");
  if (hasErrors(diagnostics) || hasErrors(failures)) {
    return ExitCode.invalid;
  }
  if (hasDrift(only.plan)) {
    printWrites(only, specs.cwd);
  }
  const { directory } = only.project;
  const { runWorkflow } = await import("../run/run-workflow.ts");
  const code = await runWorkflow({ directory, cwd: specs.cwd, workflow, input: input?.value });
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

function checkInputOption({ spec, program }: GeneratedProject, name: string, input: string | undefined): void {
  const { workflows } = program.linked.spec;
  const workflow = workflows.get(name);
  if (workflow === undefined) {
    const meant = suggest(name, workflows.keys());
    throw new UsageError(
      `\`${spec}\` has no workflow \`${name}\``,
      meant === undefined
        ? `it has ${[...workflows.keys()].map((known) => `\`${known}\``).join(", ") || "none"}`
        : `did you mean \`${meant}\`?`,
    );
  }
  if (workflow.input !== undefined && input === undefined) {
    throw new UsageError(
      `workflow \`${name}\` takes an input`,
      "give it with `--input '<json>'`, `--input @<file>`, or `--input -` for standard input",
    );
  }
  if (workflow.input === undefined && input !== undefined) {
    throw new UsageError(`workflow \`${name}\` takes no input`, "leave out `--input`");
  }
}
