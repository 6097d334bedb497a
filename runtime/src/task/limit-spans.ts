import { context, createContextKey, INVALID_SPAN_CONTEXT, trace } from "@opentelemetry/api";
import type { Context, Span, SpanOptions, Tracer } from "@opentelemetry/api";
import { CollapsedSpan } from "./collapsed-span.ts";
import { SpanSummary } from "./span-summary.ts";
import type { CollapsedWork, SpanBudget, Summary } from "./span-summary.ts";

const BUDGET = createContextKey("gen_flows.span_budget");
const SUMMARY = createContextKey("gen_flows.span_summary");
const NO_SPAN = trace.wrapSpanContext(INVALID_SPAN_CONTEXT);

/** Gives a run its budget of spans. It is a run of its own, whoever calls it. */
export function withSpanBudget(caller: Context, limit: number): Context {
  const budget: SpanBudget = { limit, made: 0 };
  return caller.setValue(BUDGET, budget).deleteValue(SUMMARY);
}

/** The context of what begins below a span of a run: steps of a workflow, or items of a `forEach`. */
export function contextBelow(span: Span, parent: Context, below: "steps" | "items"): Context {
  const context = trace.setSpan(parent, span);
  const budget = parent.getValue(BUDGET) as SpanBudget | undefined;
  return budget === undefined || span instanceof CollapsedSpan || !span.isRecording()
    ? context
    : context.setValue(SUMMARY, new SpanSummary(budget, span, below));
}

/** What decides on the next span below a context, where the spans of its run are limited. For whoever makes that span elsewhere. */
export function summaryOf(parent: Context): Summary | undefined {
  return parent.getValue(SUMMARY) as Summary | undefined;
}

/** A context in which the next span is only made if its work fails; what it came to is told. */
export function withoutRoom(parent: Context, tell: (work: CollapsedWork) => void): Context {
  const summary: Summary = { span: trace.getSpan(parent) ?? NO_SPAN, admits: () => false, add: tell };
  return parent.setValue(SUMMARY, summary);
}

/** Says on a span that is about to end what is below it and has no span, if anything is. */
export function describeCollapsed(span: Span, below: Context): void {
  const summary = below.getValue(SUMMARY);
  if (summary instanceof SpanSummary && summary.span === span) {
    summary.describe();
  }
}

/**
 * The tracer of a spec with `telemetry.limits.spansPerRun`. Where a run has made as many spans as it may, it gives out
 * spans that are made only if the work fails; else they are counted on the span above.
 */
export function limitSpans(tracer: Tracer): Tracer {
  const limited: Pick<Tracer, "startSpan"> = {
    startSpan(name: string, options?: SpanOptions, parent: Context = context.active()): Span {
      const summary = summaryOf(parent);
      return summary === undefined || options?.root === true || summary.admits()
        ? tracer.startSpan(name, options, parent)
        : new CollapsedSpan(tracer, name, options, parent, summary);
    },
  };
  return { ...limited, startActiveSpan: tracer.startActiveSpan.bind(tracer) };
}
