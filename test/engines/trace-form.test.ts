import { expect, test } from "vitest";
import type { ReceivedSpan } from "../support/otlp-receiver.ts";
import { traceForm } from "../support/trace-form.ts";

const TRACE = "ab".repeat(16);

function span(spanId: string, parentSpanId: string | undefined, more: Partial<ReceivedSpan>): ReceivedSpan {
  return {
    traceId: TRACE,
    spanId,
    parentSpanId,
    traceState: "",
    name: "task charge",
    kind: "INTERNAL",
    status: "unset",
    statusMessage: "",
    attributes: { "gen_flows.step.id": spanId },
    events: [],
    links: [],
    resource: { "service.name": "shop", "service.instance.id": spanId },
    scope: { name: "shop", version: "1.0.0" },
    startTime: 1n,
    endTime: 2n,
    ...more,
  };
}

const link = (spanId: string, kind: string, traceId = TRACE) => ({ traceId, spanId, attributes: { "gen_flows.link": kind } });
const root = span("1", undefined, { name: "workflow checkout" });
const first = span("2", "1", { events: [{ name: "retry", attributes: { delay: 5, next_attempt: 2 } }] });
const second = span("3", "1", { links: [link("2", "depends_on")] });
const FORM = traceForm([root, first, second]);

test("ids, times, the process, the order of arrival, and a second export of a span do not matter", () => {
  expect(traceForm([second, root, first, second].map(elsewhere))).toEqual(FORM);
});

/** The same span of another run. */
function elsewhere(each: ReceivedSpan): ReceivedSpan {
  const traceId = "12".repeat(16);
  return {
    ...each,
    traceId,
    spanId: `x${each.spanId}`,
    parentSpanId: each.parentSpanId && `x${each.parentSpanId}`,
    links: each.links.map(({ spanId, attributes }) => ({ traceId, spanId: `x${spanId}`, attributes })),
    events: each.events.map(({ name, attributes }) => ({ name, attributes: { ...attributes, delay: 7 } })),
    resource: { ...each.resource, "service.instance.id": "other" },
    startTime: 3n,
    endTime: 4n,
  };
}

test.each<[string, ReceivedSpan]>([
  ["its name", { ...second, name: "task refund" }],
  ["its kind", { ...second, kind: "CLIENT" }],
  ["its parent", { ...second, parentSpanId: "2" }],
  ["a parent that is missing", { ...second, parentSpanId: "9" }],
  ["its status", { ...second, status: "error" }],
  ["the message of its status", { ...second, statusMessage: "no" }],
  ["an attribute", { ...second, attributes: { ...second.attributes, amount: 1 } }],
  ["an event", { ...second, events: [{ name: "retry", attributes: {} }] }],
  ["the kind of a link", { ...second, links: [link("2", "compensates")] }],
  ["what a link leads to", { ...second, links: [link("1", "depends_on")] }],
  ["a link into another trace", { ...second, links: [link("2", "depends_on", "cd".repeat(16))] }],
  ["a link more", { ...second, links: [link("2", "depends_on"), link("2", "depends_on")] }],
  ["its service", { ...second, resource: { "service.name": "other" } }],
  ["its scope", { ...second, scope: { name: "shop", version: "2.0.0" } }],
])("%s does", (_what, changed) => {
  expect(traceForm([root, first, changed])).not.toEqual(FORM);
});

test("spans that cannot be told apart are refused", () => {
  expect(() => traceForm([root, first, { ...first, spanId: "4" }])).toThrow("Two spans are workflow checkout (1) > task charge (2)");
});
