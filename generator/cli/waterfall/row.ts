import type { CollapsedSpans } from "./collapse.ts";
import { formatDuration } from "./duration.ts";
import type { SpanNode } from "./span-tree.ts";
import type { TraceSpan, TraceSpanEvent } from "./trace-span.ts";

export type Outcome = "success" | "failure" | "caution" | "muted";

/** One line of a waterfall, before it is laid out. */
export interface Row {
  /** For each level above, the outermost first: true where a sibling of that ancestor still follows. Then its own. */
  readonly guides: readonly boolean[];
  readonly label: string;
  readonly kind: "span" | "summary" | "instant";
  readonly startTimeMs: number;
  readonly endTimeMs: number;
  /** Milliseconds until the next attempt. */
  readonly retryDelay: number | undefined;
  readonly duration: string;
  readonly outcome: Outcome;
  readonly notes: readonly string[];
}

export type RowContent = Omit<Row, "guides">;

const RETRY_EVENT = "gen_flows.task.retry_scheduled";
const SKIP_EVENT = "gen_flows.step.skipped";
const RESULTS = ["gen_flows.task.result", "gen_flows.for_each.result", "gen_flows.workflow.result", "gen_flows.wait.result"];

/**
 * What is said about a span.
 *
 * @param service - the service of the trace's first span: others are named
 * @param isAmbiguous - true where other steps beside it have spans of the same name: then the step is named
 */
export function spanRow({ span, orphan }: SpanNode, service: string | undefined, isAmbiguous: boolean): RowContent {
  const retry = span.events.find((event) => event.name === RETRY_EVENT);
  const notes: string[] = [];
  if (span.attributes["error.type"] !== undefined) {
    notes.push(String(span.attributes["error.type"]));
  } else if (span.status === "error") {
    notes.push("error");
  }
  if (isCancelled(span)) {
    notes.push("cancelled");
  }
  if (span.attributes["gen_flows.wait.result"] === "timeout") {
    notes.push("timed out");
  }
  if (span.attributes["gen_flows.task.abandoned"] === true) {
    notes.push("abandoned");
  }
  if (orphan) {
    notes.push("parent not here");
  }
  if (span.endTimeMs < span.startTimeMs) {
    notes.push("ends before it starts");
  }
  return {
    label: spanLabel(span, retry !== undefined, service, isAmbiguous),
    kind: "span",
    startTimeMs: span.startTimeMs,
    endTimeMs: Math.max(span.startTimeMs, span.endTimeMs),
    retryDelay: retry === undefined ? undefined : numberOf(retry.attributes["delay"]),
    duration: formatDuration(span.endTimeMs - span.startTimeMs),
    outcome: outcomeOf(span),
    notes,
  };
}

/** The steps that were skipped under a span: they have no span of their own, only an event on the workflow's. */
export function skippedRows(span: TraceSpan): readonly RowContent[] {
  return span.events.filter((event) => event.name === SKIP_EVENT).map(skippedRow);
}

function skippedRow(event: TraceSpanEvent): RowContent {
  return {
    label: `step ${String(event.attributes["gen_flows.step.id"] ?? "?")}`,
    kind: "instant",
    startTimeMs: event.timeMs,
    endTimeMs: event.timeMs,
    retryDelay: undefined,
    duration: "skipped",
    outcome: "muted",
    notes: [],
  };
}

/** One row for many spans: their median as its duration. */
export function summaryRow(spans: CollapsedSpans): RowContent {
  const range = `${formatDuration(spans.minimum)} to ${formatDuration(spans.maximum)}`;
  return {
    label: `… ${spans.count} more ${spans.name}`,
    kind: "summary",
    startTimeMs: spans.startTimeMs,
    endTimeMs: Math.max(spans.startTimeMs, spans.endTimeMs),
    retryDelay: undefined,
    duration: `~ ${formatDuration(spans.median)}`,
    outcome: spans.failed > 0 ? "failure" : "success",
    notes: spans.failed > 0 ? [`${spans.failed} failed`, range] : [range],
  };
}

/** The path of the step that a span is of: `route/quick`. */
export function stepOf(span: TraceSpan): string | undefined {
  const step = span.attributes["gen_flows.step.id"];
  return step === undefined ? undefined : String(step);
}

function spanLabel(span: TraceSpan, retried: boolean, service: string | undefined, isAmbiguous: boolean): string {
  const parts = [isAmbiguous ? `${span.name} (${stepOf(span) ?? "?"})` : span.name];
  const index = span.attributes["gen_flows.step.index"];
  if (index !== undefined) {
    parts.push(`[${String(index)}]`);
  }
  const attempt = numberOf(span.attributes["gen_flows.task.attempt"]);
  if (attempt !== undefined && (attempt > 1 || retried)) {
    parts.push(`#${attempt}`);
  }
  if (span.serviceName !== undefined && span.serviceName !== service) {
    parts.push(`@${span.serviceName}`);
  }
  return parts.join(" ");
}

function outcomeOf(span: TraceSpan): Outcome {
  if (span.status === "error") {
    return "failure";
  }
  return isCancelled(span) || span.attributes["error.type"] !== undefined ? "caution" : "success";
}

function isCancelled(span: TraceSpan): boolean {
  return RESULTS.some((name) => span.attributes[name] === "cancelled");
}

/** Some servers write 64-bit integers as strings. */
function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}
