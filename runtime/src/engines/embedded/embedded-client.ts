import { randomUUID } from "node:crypto";
import { context, propagation, SpanKind, trace } from "@opentelemetry/api";
import type { Context, Span } from "@opentelemetry/api";
import { endSpan, startSpan } from "../../task/index.ts";
import { ATTR_RUN_ID, ATTR_WORKFLOW_NAME } from "../../task/names.ts";
import { carrierGetter } from "../../telemetry/carrier-getter.ts";
import type { Workflow } from "../../workflow/index.ts";
import type { RunOptions, WorkflowClient } from "../client.ts";
import { EmbeddedRun } from "./embedded-run.ts";
import type { Host } from "./host.ts";
import { KnownRuns } from "./known-runs.ts";

const SUBMIT_OPTIONS = { kind: SpanKind.PRODUCER };

/**
 * Makes the client of one workflow.
 *
 * @param check Turns what callers give into what the workflow takes, or throws.
 */
export function createClient<Accepted, Input, Output>(
  host: Host,
  workflow: Workflow<Input, Output>,
  check: (input: Accepted) => Input | Promise<Input>,
): WorkflowClient<Accepted, Output> {
  const known = new KnownRuns<EmbeddedRun<Input, Output>>();

  async function begin(
    id: string,
    input: Accepted,
    options: RunOptions,
    detached: boolean,
  ): Promise<EmbeddedRun<Input, Output>> {
    // First, because it registers the propagators that read the carrier.
    host.application.telemetry.start();
    const caller = callerOf(options);
    const checked = (await check(input)) as Input;
    const submission = detached ? startSubmission(host, workflow, id, caller) : undefined;
    const parent = submission === undefined ? caller : trace.setSpan(caller, submission);
    const run = new EmbeddedRun(host, workflow, checked, id, parent);
    if (options.signal !== undefined) {
      run.listenTo(options.signal);
    }
    host.admission.admit(run);
    if (submission !== undefined) {
      endSpan(submission);
    }
    return run;
  }

  function knownOrNew(
    input: Accepted,
    options: RunOptions,
    detached: boolean,
  ): Promise<EmbeddedRun<Input, Output>> {
    const { runId } = options;
    return runId === undefined
      ? begin(randomUUID(), input, options, detached)
      : known.get(runId, () => begin(runId, input, options, detached));
  }

  return {
    async start(input, options = {}) {
      const run = await knownOrNew(input, options, true);
      // Nobody has to read the result of a detached run.
      run.result().catch(() => {});
      return run;
    },
    async run(input, options = {}) {
      const run = await knownOrNew(input, options, false);
      return run.result();
    },
  };
}

function callerOf(options: RunOptions): Context {
  const caller = options.context ?? context.active();
  return options.carrier === undefined ? caller : propagation.extract(caller, options.carrier, carrierGetter);
}

/** The span of a detached start: it ends at once, and the run goes on below it. */
function startSubmission(host: Host, workflow: Workflow<never, unknown>, id: string, caller: Context): Span {
  const span = startSpan(host.application.tracer, `submit ${workflow.name}`, SUBMIT_OPTIONS, caller);
  if (span.isRecording()) {
    span.setAttribute(ATTR_WORKFLOW_NAME, workflow.name);
    span.setAttribute(ATTR_RUN_ID, id);
  }
  return span;
}
