import { createContextKey, isSpanContextValid, trace, TraceFlags } from "@opentelemetry/api";
import type { Context } from "@opentelemetry/api";

/** The name of the workflow whose first span is about to begin, or {@link BELOW}. */
const WORKFLOW = createContextKey("gen_flows.sampling.workflow");

/** The spans of a run whose first span was decided on by the sampler of its workflow. */
const BELOW = Symbol("below");

/** The context for the first span of a run whose workflow has a sampler of its own. */
export function decidedByWorkflow(context: Context, workflow: string): Context {
  return context.setValue(WORKFLOW, workflow);
}

/** The context for what is below the first span of a run: it follows the span above it. */
export function followingWorkflow(context: Context): Context {
  return typeof context.getValue(WORKFLOW) === "string" ? context.setValue(WORKFLOW, BELOW) : context;
}

/** Whether the spans below a context follow the span above them, as `followingWorkflow` says. */
export function followsWorkflow(context: Context): boolean {
  return context.getValue(WORKFLOW) === BELOW;
}

/** The workflow whose sampler decides on a span. */
export function decidingWorkflow(context: Context): string | undefined {
  const workflow = context.getValue(WORKFLOW);
  return typeof workflow === "string" ? workflow : undefined;
}

/** Whether a span below the first of such a run is sampled; undefined for any other span. */
export function followedDecision(context: Context): boolean | undefined {
  if (context.getValue(WORKFLOW) !== BELOW) {
    return undefined;
  }
  const parent = trace.getSpanContext(context);
  return parent !== undefined && isSpanContextValid(parent) && !parent.isRemote
    ? (parent.traceFlags & TraceFlags.SAMPLED) !== 0
    : undefined;
}
