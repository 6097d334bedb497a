import { INVALID_TRACEID, isSpanContextValid, propagation, trace } from "@opentelemetry/api";
import type { Context } from "@opentelemetry/api";
import { scopedFields } from "../../logs/log-fields.ts";
import { endSpan } from "../../task/index.ts";
import type { Application, WorkflowDefinition } from "../application.ts";
import type { CallerOptions } from "../client.ts";
import { arrivalAttributes, arrivalOf } from "../launch/arrival.ts";
import { createContextReader } from "../launch/run-context.ts";
import { sampledContext } from "../launch/sampled-context.ts";
import { startSubmission } from "../launch/submission.ts";
import { createWorkflowChecks } from "../launch/workflow-checks.ts";
import type { Carried } from "./carried.ts";
import { settleTrace } from "./settle-trace.ts";
import { settledSpanOf } from "./span-context.ts";

/** How a run is launched, whatever the spec declares. */
export interface LaunchOptions extends CallerOptions {
  readonly context?: object | undefined;
}

/** A run that is ready to be sent to an engine. */
export interface Launch {
  /** As its schema has it, with its defaults. */
  readonly input: unknown;
  readonly carried: Carried;
  /** All zeros where nothing is traced. */
  readonly traceId: string;
  /** To be called once the engine has taken the run, or has refused it. */
  end(): void;
}

/**
 * Prepares a run for an engine.
 *
 * @param detached Whether nobody waits for its end: then a span of its own says that it was submitted.
 * @throws What `WorkflowClient.start` throws because of what it is given.
 */
export type Launcher = (runId: string, input: unknown, options: LaunchOptions, detached: boolean) => Promise<Launch>;

export function createLauncher(application: Application, definition: WorkflowDefinition<never, unknown>): Launcher {
  const { context, onMissingParent, payloadBytes, telemetry, tracer } = application;
  const { name } = definition.workflow;
  const checks = createWorkflowChecks(definition, payloadBytes);
  const readContext = context && createContextReader(context, payloadBytes);
  return async (runId, input, options, detached) => {
    // First, because it registers the propagators that read the carrier.
    telemetry.start();
    const arrival = arrivalOf(name, options, onMissingParent);
    const checked = await checks.input(input);
    const known = await readContext?.(name, options.context, arrival.caller);
    const caller = known?.caller ?? arrival.caller;
    const submission = detached
      ? startSubmission(tracer, { workflow: name, runId, scope: known?.scope }, sampledContext(telemetry, name, caller))
      : undefined;
    const above = submission === undefined ? caller : trace.setSpan(caller, submission);
    const attributes = arrivalAttributes(arrival.isParentMissing, arrival.droppedBaggage + (known?.droppedBaggage ?? 0));
    const span = settleTrace(application, name, runId, above);
    const fields = scopedFields();
    return {
      input: checked,
      carried: {
        headers: headersOf(above),
        ...(known !== undefined && { context: known.scope.context as NonNullable<Carried["context"]> }),
        ...(fields !== undefined && { fields }),
        ...(attributes !== undefined && { arrival: attributes as NonNullable<Carried["arrival"]> }),
        ...(span !== undefined && { span, ...parentIn(above) }),
      },
      traceId: span?.traceId ?? trace.getSpanContext(above)?.traceId ?? INVALID_TRACEID,
      end() {
        if (submission !== undefined) {
          endSpan(submission);
        }
      },
    };
  };
}

/** What the workflow's span is below, also where no propagator says so. */
function parentIn(context: Context): Pick<Carried, "parent"> {
  const parent = trace.getSpanContext(context);
  return parent !== undefined && isSpanContextValid(parent) ? { parent: settledSpanOf(parent) } : {};
}

function headersOf(context: Context): Record<string, string> {
  const headers: Record<string, string> = {};
  propagation.inject(context, headers, { set: (carrier, name, value) => (carrier[name.toLowerCase()] = value) });
  return headers;
}
