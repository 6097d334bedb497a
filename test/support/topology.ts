import type { ReceivedSpan } from "./otlp-receiver.ts";

/**
 * A trace without what differs from run to run: a line a span, `name < parent (link:name …)`, sorted. An item of a
 * `forEach` has its index behind its name, a repeated attempt its number.
 */
export function topology(spans: readonly ReceivedSpan[]): readonly string[] {
  const names = new Map(spans.map((span) => [span.spanId, label(span)]));
  return spans
    .map((span) => {
      const parent = span.parentSpanId === undefined ? "-" : (names.get(span.parentSpanId) ?? "?");
      const links = span.links.map(
        ({ spanId, attributes }) => `${String(attributes["gen_flows.link"])}:${names.get(spanId) ?? "?"}`,
      );
      return `${label(span)} < ${parent}${links.length === 0 ? "" : ` (${links.join(", ")})`}`;
    })
    .toSorted();
}

/** The only span whose name, with index and attempt, is this. */
export function spanLabelled(spans: readonly ReceivedSpan[], wanted: string): ReceivedSpan {
  const [span, ...others] = spans.filter((candidate) => label(candidate) === wanted);
  if (span === undefined || others.length > 0) {
    throw new Error(`${others.length + (span === undefined ? 0 : 1)} spans are called ${wanted}`);
  }
  return span;
}

function label(span: ReceivedSpan): string {
  const index = span.attributes["gen_flows.step.index"];
  const attempt = span.attributes["gen_flows.task.attempt"] ?? 1;
  return `${span.name}${index === undefined ? "" : `[${String(index)}]`}${attempt === 1 ? "" : ` #${String(attempt)}`}`;
}
