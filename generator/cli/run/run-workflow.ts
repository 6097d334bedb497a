import { relative } from "node:path";
import { kebabCase } from "../../ir/kebab-case.ts";
import { ExitCode } from "../exit-code.ts";
import { isDebugging, printError } from "../failure.ts";
import { hasUnicode, paint, printData, printNote, terminalWidth } from "../terminal.ts";
import { renderWaterfall } from "../waterfall.ts";
import type { TraceSpan } from "../waterfall/trace-span.ts";
import { collectSpans } from "./collect-spans.ts";
import { describeError, ownPlace } from "./describe-failure.ts";
import { loadProject } from "./load-project.ts";
import type { LoadedProject } from "./load-project.ts";

/** What to run. */
export interface WorkflowRun {
  /** The absolute path of the output directory. */
  readonly directory: string;
  readonly cwd: string;
  readonly workflow: string;
  readonly input: unknown;
}

/** Runs a workflow of a project; prints its result and its trace. */
export async function runWorkflow(options: WorkflowRun): Promise<ExitCode> {
  // What somebody runs by hand they want to see, whatever share of production is sampled.
  process.env["OTEL_TRACES_SAMPLER"] ??= "always_on";
  process.setSourceMapsEnabled(true);
  let project: LoadedProject;
  try {
    project = await loadProject(options.directory);
  } catch (error) {
    return reportUnloadable(error, options);
  }
  const spans: TraceSpan[] = [];
  project.telemetry.addSpanProcessor?.(collectSpans(spans));
  try {
    const result = await project.flows[options.workflow]?.run(options.input);
    if (result !== undefined) {
      printData(`${JSON.stringify(result, undefined, 2)}\n`);
    }
    printTrace(spans);
    return ExitCode.success;
  } catch (error) {
    printTrace(spans);
    return reportFailedRun(error, spans, options);
  } finally {
    await project.telemetry.shutdown();
  }
}

function printTrace(spans: readonly TraceSpan[]): void {
  const lines = renderWaterfall(spans, {
    width: terminalWidth(),
    unicode: hasUnicode(process.env, process.platform),
    paint,
  });
  for (const line of lines) {
    printNote(line);
  }
}

function reportUnloadable(error: unknown, { directory, cwd }: WorkflowRun): ExitCode {
  const missing = error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
  printError(
    "error",
    `the code in \`${relative(cwd, directory) || "."}\` cannot be loaded: ${describeError(error)}`,
    missing ? "`gen-flows deps <spec>` prints what to install" : undefined,
  );
  printStack(error);
  return ExitCode.failure;
}

function reportFailedRun(error: unknown, spans: readonly TraceSpan[], options: WorkflowRun): ExitCode {
  if (error instanceof Error && error.name === "InvalidInputError") {
    printError("error", error.message, `give another input with \`--input\``);
    return ExitCode.invalid;
  }
  const place = ownPlace(error, options.cwd, options.directory);
  printError(
    "error",
    `workflow \`${options.workflow}\` failed: ${describeError(error)}`,
    unwrittenHandlers(spans, options) ?? (place === undefined ? undefined : `it was thrown at ${place}`),
  );
  printStack(error);
  return ExitCode.failure;
}

/** Names the files of the handlers that are still stubs; the spans know which tasks ran into them. */
function unwrittenHandlers(spans: readonly TraceSpan[], { directory, cwd }: WorkflowRun): string | undefined {
  const files = new Set<string>();
  for (const { attributes } of spans) {
    const task = attributes["gen_flows.task.name"];
    if (attributes["error.type"] === "TaskNotImplementedError" && typeof task === "string") {
      files.add(`\`${relative(cwd, directory)}/tasks/${kebabCase(task)}.ts\``);
    }
  }
  return files.size === 0 ? undefined : `write the handler in ${[...files].join(" and ")}`;
}

function printStack(error: unknown): void {
  if (isDebugging() && error instanceof Error && error.stack !== undefined) {
    printNote(paint("muted", error.stack));
  }
}
