import { propagation, ROOT_CONTEXT } from "@opentelemetry/api";
import type { Context } from "@opentelemetry/api";
import type { ReceivedSpan } from "../../support/otlp-receiver.ts";

/** Who calls a run, in a trace of its own. */
export interface Caller {
  readonly traceId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly context: Context;
}

let traces = 0;

export function nextCaller(): Caller {
  traces += 1;
  const traceId = traces.toString(16).padStart(32, "a");
  const headers = { traceparent: `00-${traceId}-${"cd".repeat(8)}-01`, tracestate: "vendor=1", baggage: "tenantId=acme" };
  return { traceId, headers, context: propagation.extract(ROOT_CONTEXT, headers) };
}

/** A span without ids and times: what has to be equal wherever a flow runs. */
export function shapes(spans: readonly ReceivedSpan[]): readonly unknown[] {
  const without = spans.map(({ name, kind, status, statusMessage, attributes, events, traceState }) => {
    const said = events
      .map((event) => ({ ...event.attributes, name: event.name, delay: undefined, "exception.stacktrace": undefined }))
      .toSorted((one, other) => itemOf(one) - itemOf(other));
    const ofRun = { ...attributes, "gen_flows.run.id": undefined };
    return { name, kind, status, statusMessage, attributes: ofRun, order: Object.keys(attributes), said, traceState };
  });
  return without.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}

/** Items of a `forEach` run at the same time: only what one of them says has an order. */
function itemOf(attributes: ReceivedSpan["attributes"]): number {
  return Number(attributes["gen_flows.step.index"] ?? -1);
}

/** As `topology`, where spans of one name are of many steps. */
export function wholeTopology(spans: readonly ReceivedSpan[]): readonly string[] {
  const names = new Map(spans.map((span) => [span.spanId, nameOf(span)]));
  return spans
    .map((span) => {
      const links = span.links.map((link) => `${String(link.attributes["gen_flows.link"])}:${names.get(link.spanId) ?? "?"}`);
      return [nameOf(span), names.get(span.parentSpanId ?? "") ?? "?", ...links].join(" < ");
    })
    .toSorted();
}

function nameOf({ name, attributes }: ReceivedSpan): string {
  const place = ["step.id", "step.index", "task.attempt"].map((key) => attributes[`gen_flows.${key}`] ?? "-");
  return [name, ...place].join(" ");
}
