import type { ReceivedSpan } from "./otlp-receiver.ts";

/** A span without what differs from run to run, and from engine to engine. Spans are named by their path from the root. */
export interface SpanForm {
  readonly path: string;
  readonly kind: string;
  readonly status: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly events: readonly string[];
  /** `depends_on workflow checkout > task reserveStock`. */
  readonly links: readonly string[];
  readonly service: unknown;
  readonly scope: string;
}

/** Says that a run is under way, where its own span would say so only at its end: whether it is made depends on times. */
const SPAN_STARTED = "gen_flows.workflow.started";

/** Times, and what engines run the code in: the frames below the handler's are theirs. */
const VOLATILE = new Set(["delay", "dotflow.task.duration", "exception.stacktrace", "gen_flows.wait.duration", "gen_flows.workflow.queue_time"]);

/**
 * The spans of one trace as a value that is equal for equal traces: without ids, times, order of arrival. A span that
 * was exported twice, as after a crash, is there once. Runs to be compared have the same run id.
 *
 * @throws Error if two spans cannot be told apart.
 */
export function traceForm(received: readonly ReceivedSpan[]): readonly SpanForm[] {
  const spans = new Map(received.map((span) => [span.spanId, span]));
  const path = (spanId: string | undefined): string => {
    const span = spanId === undefined ? undefined : spans.get(spanId);
    if (span === undefined) {
      return spanId === undefined ? "" : "?";
    }
    return span.parentSpanId === undefined ? label(span) : `${path(span.parentSpanId)} > ${label(span)}`;
  };
  const forms = [...spans.values()].filter(({ name }) => name !== SPAN_STARTED).map((span): SpanForm => ({
    path: path(span.spanId),
    kind: span.kind,
    status: span.statusMessage === "" ? span.status : `${span.status}: ${span.statusMessage}`,
    attributes: settled(span.attributes),
    events: span.events.map(({ name, attributes }) => `${name} ${JSON.stringify(settled(attributes))}`),
    links: span.links.map(({ traceId, spanId, attributes }) => {
      const { "gen_flows.link": link, ...others } = attributes;
      const target = traceId === span.traceId ? path(spanId) : "another trace";
      return [link, target, ...(Object.keys(others).length === 0 ? [] : [JSON.stringify(others)])].join(" ");
    }),
    service: span.resource["service.name"],
    scope: `${span.scope.name}@${span.scope.version}`,
  }));
  const paths = forms.map((form) => form.path);
  const double = paths.find((candidate, index) => paths.indexOf(candidate) !== index);
  if (double !== undefined) {
    throw new Error(`Two spans are ${double}`);
  }
  return forms.toSorted((left, right) => (left.path < right.path ? -1 : 1));
}

function label({ name, attributes }: ReceivedSpan): string {
  const step = attributes["gen_flows.step.id"];
  const index = attributes["gen_flows.step.index"];
  const attempt = attributes["gen_flows.task.attempt"] ?? 1;
  const place = `${step === undefined ? "" : ` (${String(step)})`}${index === undefined ? "" : `[${String(index)}]`}`;
  return `${name}${place}${attempt === 1 ? "" : ` #${String(attempt)}`}`;
}

function settled(attributes: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(attributes)
      .filter(([name]) => !VOLATILE.has(name))
      .toSorted(([left], [right]) => (left < right ? -1 : 1)),
  );
}
