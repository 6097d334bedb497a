import type { TraceSpan } from "../../generator/cli/waterfall/trace-span.ts";

/** A span of the trace that the tests draw; times are milliseconds after its start. */
export function span(
  id: string,
  name: string,
  parent: string | undefined,
  from: number,
  to: number,
  more: Partial<TraceSpan> = {},
): TraceSpan {
  return {
    traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
    spanId: id,
    parentSpanId: parent,
    name,
    startTimeMs: 1_700_000_000_000 + from,
    endTimeMs: 1_700_000_000_000 + to,
    status: "unset",
    attributes: {},
    events: [],
    ...more,
  };
}

/** One of everything: a retry, a fan-out, a skipped step, another service. */
export const checkoutSpans: readonly TraceSpan[] = [
  span("01", "workflow checkout", undefined, 0, 412, {
    serviceName: "checkout",
    events: [
      {
        name: "gen_flows.step.skipped",
        timeMs: 1_700_000_000_345,
        attributes: { "gen_flows.step.id": "release" },
      },
    ],
  }),
  span("02", "task scoreFraud", "01", 1, 48, { serviceName: "checkout" }),
  span("03", "task reserveStock", "01", 1, 61),
  span("04", "task chargeCard", "01", 62, 94, {
    status: "error",
    attributes: { "error.type": "GatewayTimeout", "gen_flows.task.attempt": 1 },
    events: [
      {
        name: "gen_flows.task.retry_scheduled",
        timeMs: 1_700_000_000_094,
        attributes: { delay: 200, next_attempt: 2 },
      },
    ],
  }),
  span("05", "task chargeCard", "01", 294, 340, { attributes: { "gen_flows.task.attempt": 2 } }),
  span("06", "forEach shipments", "01", 341, 380),
  span("07", "task createShipment", "06", 341, 370, { attributes: { "gen_flows.step.index": 0 } }),
  span("08", "task createShipment", "06", 341, 380, { attributes: { "gen_flows.step.index": 1 } }),
  span("09", "POST /shipments", "08", 345, 376, { serviceName: "carrier" }),
  span("10", "task notify", "01", 381, 411.8, {
    attributes: { "error.type": "Unsubscribed", "gen_flows.task.attempt": 1 },
  }),
];
