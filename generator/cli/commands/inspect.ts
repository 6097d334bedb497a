import { Option } from "commander";
import { stringify, Scalar } from "yaml";
import { expandTelemetry } from "../../emit/configuration/expand-telemetry.ts";
import type { Expansion } from "../../emit/configuration/expansion.ts";
import type { TelemetrySettings } from "../../ir/telemetry/settings.ts";
import { addSpecOptions, createCommand, parseCommand } from "../command-line.ts";
import type { SpecOptions } from "../command-line.ts";
import { describeEngines } from "../describe-engines.ts";
import { ExitCode } from "../exit-code.ts";
import { hasErrors, printDiagnostics } from "../print-diagnostics.ts";
import { readSpecArguments } from "../spec-arguments.ts";
import { printData, printNote } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

/**
 * `gen-flows inspect --telemetry`: the telemetry of a spec as OpenTelemetry's declarative configuration.
 * `gen-flows inspect --engines`: what the engines that it chooses get to see of it.
 */
export async function run(words: readonly string[]): Promise<ExitCode> {
  const command = addSpecOptions(
    createCommand("gen-flows inspect", "Prints what a spec stands for.").argument(
      "<spec>",
      "a JSON, JSONC or YAML file, `-` for standard input",
    ),
  )
    .option("--telemetry", "print the telemetry as a declarative configuration of OpenTelemetry, in YAML")
    .addOption(new Option("--engines", "print the files, names and settings of the engines, in YAML").conflicts("telemetry"))
    .option("--json", "print JSON instead");
  if (!parseCommand(command, words)) {
    return ExitCode.success;
  }
  const options = command.opts<SpecOptions & { readonly telemetry?: true; readonly engines?: true; readonly json?: true }>();
  if (options.telemetry !== true && options.engines !== true) {
    throw new UsageError("what to print is missing", "it can be `--telemetry` or `--engines`");
  }
  const specs = await readSpecArguments(command.args, options);
  const { compile } = await import("../../pipeline.ts");
  const { value: projects, diagnostics } = compile(specs);
  printDiagnostics(diagnostics, "pretty");
  const project = projects[0];
  if (project === undefined || hasErrors(diagnostics)) {
    return ExitCode.invalid;
  }
  if (options.engines === true) {
    const engines = describeEngines(project, specs.cwd);
    printData(options.json === true ? `${JSON.stringify(engines, undefined, 2)}\n` : stringify(engines));
    return ExitCode.success;
  }
  const { telemetry } = project.program.linked.spec;
  printData(options.json === true ? toJson(telemetry) : toYaml(telemetry));
  const left = leftOut(telemetry);
  if (left.length > 0) {
    printNote(`OpenTelemetry's configuration has no place for ${left.join(", ")}: the generated code knows them`);
  }
  return ExitCode.success;
}

/** @throws UsageError where a number is made of variables: JSON has no way to write that. */
function toJson(telemetry: TelemetrySettings): string {
  const document = expandTelemetry(telemetry, (text) => {
    throw new UsageError(`in JSON, \`${text}\` cannot stand for a number`, "leave `--json` out: YAML can say it");
  });
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** Texts are quoted wherever variables could change their type; what is to be a number stands in no quotes. */
export function toYaml(telemetry: TelemetrySettings): string {
  const document: Expansion = expandTelemetry(telemetry, (text) => withStyle(text, Scalar.PLAIN));
  return stringify(document, (_key, value: unknown) =>
    typeof value === "string" && value.includes("$") ? withStyle(value, Scalar.QUOTE_DOUBLE) : value,
  );
}

function withStyle(text: string, type: Scalar.Type): Scalar<string> {
  const scalar = new Scalar(text);
  scalar.type = type;
  return scalar;
}

function leftOut(telemetry: TelemetrySettings): readonly string[] {
  const { provider, traces, traceLink, logs, onMissingParent, services, workflowSamplers } = telemetry;
  return [
    ...(provider === "owned" ? [] : ["`provider`"]),
    ...(traces.mode === undefined ? [] : ["`traceMode`"]),
    ...(traces.spansPerRun === undefined && traces.longestWait === undefined ? [] : ["`limits`"]),
    ...(traces.compat === undefined ? [] : ["`compat`"]),
    ...(traceLink === undefined ? [] : ["`links`"]),
    ...((logs?.bridges ?? []).length === 0 ? [] : ["`bridges`"]),
    ...(onMissingParent === undefined ? [] : ["`propagation`"]),
    ...(services.length === 0 ? [] : ["`services`"]),
    ...(workflowSamplers.size === 0 ? [] : ["samplers of workflows"]),
  ];
}
