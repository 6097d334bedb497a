import assert from "node:assert/strict";
import type { InMemorySpanExporter, ReadableSpan } from "@opentelemetry/sdk-trace";
import type { Operation } from "./pairs.ts";

/** Attributes whose values differ between runs, or between who wrote the code. */
const VARYING = new Set(["gen_flows.run.id", "gen_flows.spec.digest"]);

/**
 * Makes sure that two operations do the same work: as many spans, and each with the same name, kind, parent,
 * attributes, links, events and status.
 *
 * @throws {AssertionError} that shows the difference.
 */
export async function assertSameSpans(
  generated: Operation,
  baseline: Operation,
  exporter: InMemorySpanExporter,
): Promise<void> {
  const expected = await spansOf(baseline, exporter);
  assert.ok(expected.length > 0, "the hand-written code makes no spans");
  assert.deepEqual(await spansOf(generated, exporter), expected, "generated and hand-written code make other spans");
}

async function spansOf(operation: Operation, exporter: InMemorySpanExporter): Promise<readonly string[]> {
  exporter.reset();
  await operation();
  const spans = exporter.getFinishedSpans();
  const names = new Map(spans.map((span) => [span.spanContext().spanId, span.name]));
  return spans.map((span) => JSON.stringify(describeSpan(span, names))).toSorted();
}

function describeSpan(span: ReadableSpan, names: ReadonlyMap<string, string>): object {
  const attributes = Object.entries(span.attributes).map(([key, value]) => [key, VARYING.has(key) ? "…" : value]);
  return {
    name: span.name,
    kind: span.kind,
    parent: names.get(span.parentSpanContext?.spanId ?? "") ?? null,
    attributes: Object.fromEntries(attributes.toSorted(([left], [right]) => (String(left) < String(right) ? -1 : 1))),
    links: span.links.map(({ context, attributes: kind }) => [names.get(context.spanId) ?? null, kind]),
    events: span.events.map(({ name }) => name),
    status: span.status,
  };
}
