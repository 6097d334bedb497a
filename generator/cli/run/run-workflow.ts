import { once } from "node:events";
import { relative } from "node:path";
import { headersIn } from "../../../runtime/src/boundaries/environment-names.ts";
import { ExitCode } from "../exit-code.ts";
import { isDebugging, printError } from "../failure.ts";
import { hasUnicode, paint, printData, printNote, terminalWidth } from "../terminal.ts";
import { renderWaterfall } from "../waterfall.ts";
import type { TraceSpan } from "../waterfall/trace-span.ts";
import { collectSpans } from "./collect-spans.ts";
import { describeError, ownPlace } from "./describe-failure.ts";
import { loadProject } from "./load-project.ts";
import type { LoadedProject, RunnableWorkflow } from "./load-project.ts";
import type { RunValues } from "./read-values.ts";
import { unwrittenFiles } from "./unwritten-files.ts";

/** Errors that refuse what the run is given, by the option that gives it. */
const VALIDATED: Readonly<Record<string, string | undefined>> = {
  InvalidInputError: "--input",
  InvalidContextError: "--context",
  InvalidSignalError: "--signal",
};

class StalledError extends Error {}

/** What to run. */
export interface WorkflowRun {
  /** The absolute path of the output directory. */
  readonly directory: string;
  readonly cwd: string;
  readonly workflow: string;
  readonly values: RunValues;
  /** The workflows whose bodies the user writes. */
  readonly writtenByHand: readonly string[];
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
    const result = await resultOf(project, options);
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

async function resultOf({ flows }: LoadedProject, { workflow, values }: WorkflowRun): Promise<unknown> {
  const flow = flows[workflow];
  return flow === undefined ? undefined : Promise.race([runToItsEnd(flow, values), nothingLeftToDo()]);
}

async function runToItsEnd(flow: RunnableWorkflow, { input, context, signals }: RunValues): Promise<unknown> {
  // A run is all that this process does, so it belongs to the trace of whatever has started the process.
  const carrier = headersIn(process.env);
  const options = { context, ...(Object.keys(carrier).length > 0 && { carrier }) };
  if (signals.length === 0) {
    return flow.run(input, options);
  }
  const run = await flow.start(input, options);
  const result = run.result();
  try {
    const [output] = await Promise.all([result, ...signals.map(({ name, payload }) => run.signal(name, payload))]);
    return output;
  } catch (error) {
    // A signal that is refused ends the run, too: its trace is whole then. What is reported is the refusal.
    await run.cancel();
    await result.catch(() => undefined);
    throw error;
  }
}

/** Fails once the process would end by itself: whatever a run waits for then never comes. */
async function nothingLeftToDo(): Promise<never> {
  await once(process, "beforeExit");
  throw new StalledError();
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
  const option = error instanceof Error ? VALIDATED[error.name] : undefined;
  if (error instanceof Error && option !== undefined) {
    printError("error", error.message, `give another value with \`${option}\``);
    return ExitCode.invalid;
  }
  if (error instanceof StalledError) {
    const help = "if it waits for a signal, send that with `--signal <name>=<json>`";
    printError("error", `workflow \`${options.workflow}\` is not over, and nothing is left that it could go on with`, help);
    return ExitCode.failure;
  }
  const place = ownPlace(error, options.cwd, options.directory);
  printError(
    "error",
    `workflow \`${options.workflow}\` failed: ${describeError(error)}`,
    unwrittenFiles(spans, options) ?? (place === undefined ? undefined : `it was thrown at ${place}`),
  );
  printStack(error);
  return ExitCode.failure;
}

function printStack(error: unknown): void {
  if (isDebugging() && error instanceof Error && error.stack !== undefined) {
    printNote(paint("muted", error.stack));
  }
}
