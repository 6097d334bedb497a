import { propagation, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import type { TextMapPropagator } from "@opentelemetry/api";
import { afterEach, expect, test } from "vitest";
import { originOf } from "../../../runtime/src/engines/durable/run-contexts.ts";
import { spanIdOf } from "../../../runtime/src/engines/durable/span-id.ts";
import { b3MultiPropagator, b3Propagator } from "../../../runtime/src/telemetry/propagators/b3.ts";
import { createPropagator } from "../../../runtime/src/telemetry/propagators/create-propagator.ts";
import { jaegerPropagator } from "../../../runtime/src/telemetry/propagators/jaeger.ts";
import { xrayPropagator } from "../../../runtime/src/telemetry/propagators/xray.ts";
import { silentTelemetry } from "../fixtures/flows.ts";

afterEach(() => {
  propagation.disable();
});

const TRACE_ID = "ab".repeat(16);
const caller = trace.setSpanContext(ROOT_CONTEXT, { traceId: TRACE_ID, spanId: "cd".repeat(8), traceFlags: 1 });
const span = { traceId: TRACE_ID, spanId: spanIdOf("r1"), traceFlags: 1 };

test.each<[string, readonly ("tracecontext" | "baggage" | TextMapPropagator)[]]>([
  ["tracecontext", ["tracecontext", "baggage"]],
  ["b3", [b3Propagator(), "baggage"]],
  ["b3multi", [b3MultiPropagator(), "baggage"]],
  ["jaeger", [jaegerPropagator()]],
  ["xray", [xrayPropagator(), "baggage"]],
])("with %s a task is below the span of its run, not below its caller, and has the baggage", (_, propagators) => {
  propagation.setGlobalPropagator(createPropagator(propagators));
  const headers: Record<string, string> = {};
  const baggage = propagation.createBaggage({ tenantId: { value: "acme" } });
  propagation.inject(propagation.setBaggage(caller, baggage), headers);

  const { parent, carrier } = originOf(silentTelemetry, "checkout", { headers, span }, span);
  const seen = propagation.extract(parent, carrier);

  expect(trace.getSpanContext(seen)).toEqual(span);
  expect(propagation.getBaggage(seen)?.getEntry("tenantId")?.value).toBe("acme");
});

test("without propagators a task is below the span of its run, and where nothing is traced the caller's headers go on", () => {
  const headers = { traceparent: `00-${TRACE_ID}-${"cd".repeat(8)}-01` };
  const traced = originOf(silentTelemetry, "checkout", { headers: {}, span }, span);
  expect(trace.getSpanContext(traced.parent)).toEqual(span);
  expect(traced.carrier).toBeUndefined();

  propagation.setGlobalPropagator(createPropagator(["tracecontext"]));
  const { parent, carrier } = originOf(silentTelemetry, "checkout", { headers }, undefined);
  expect(trace.getSpanContext(propagation.extract(parent, carrier))?.spanId).toBe("cd".repeat(8));
});
