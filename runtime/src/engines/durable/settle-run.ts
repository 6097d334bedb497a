import type { Carried } from "./carried.ts";
import { emitStartedWorkflow } from "./emit-span.ts";
import type { SpanWorker } from "./emit-span.ts";
import { contextAbove, withCarriedFields } from "./run-contexts.ts";
import { settleTrace } from "./settle-trace.ts";
import type { RecordedRun } from "./span-record.ts";

/**
 * Settles the workflow span of a run that a worker begins, unless who started the run has. To be called once for a run:
 * what it returns travels from then on, and has to be kept in the journal. Where spans get no ids that are settled before,
 * the span is made now.
 */
export function settleRun(worker: SpanWorker, run: RecordedRun, input: unknown): Carried {
  const { application } = worker;
  const { runId, workflow, carried } = run;
  const isReserving = application.telemetry.reservesSpanIds?.() === true;
  if (carried.span !== undefined && isReserving) {
    return carried;
  }
  const span = isReserving
    ? settleTrace(application, workflow, runId, contextAbove(application.telemetry, workflow, carried))
    : withCarriedFields(carried, () => emitStartedWorkflow(worker, run, input));
  const { span: _, ...rest } = carried;
  return span === undefined ? rest : { ...rest, span };
}
