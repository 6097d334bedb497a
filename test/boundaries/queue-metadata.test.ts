import { propagation, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bullmqTelemetry } from "../../runtime/src/boundaries/bullmq/index.ts";
import { createPropagator } from "../../runtime/src/telemetry/propagators/create-propagator.ts";

const { contextManager } = bullmqTelemetry();
const PARENT = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331", traceFlags: 1 };

beforeAll(() => {
  propagation.setGlobalPropagator(createPropagator());
});

afterAll(() => {
  propagation.disable();
});

test("what a job carries is what other telemetry for BullMQ writes and reads: headers as JSON", () => {
  const sender = propagation.setBaggage(trace.setSpanContext(ROOT_CONTEXT, PARENT), propagation.createBaggage({ tenant: { value: "acme" } }));
  const metadata = contextManager.getMetadata(sender);
  expect(JSON.parse(metadata)).toEqual({ traceparent: `00-${PARENT.traceId}-${PARENT.spanId}-01`, baggage: "tenant=acme" });
  const received = contextManager.fromMetadata(ROOT_CONTEXT, metadata);
  expect(trace.getSpanContext(received)).toMatchObject(PARENT);
  expect(propagation.getBaggage(received)?.getEntry("tenant")?.value).toBe("acme");
});

test("nothing to carry is left out", () => {
  expect(contextManager.getMetadata(ROOT_CONTEXT)).toBe("");
});

test.each(["nonsense", "null", "7", "[]", '{"traceparent":7,"baggage":{}}', '{"traceparent":null}'])(
  "a job that carries %s is worked on all the same",
  (metadata) => {
    const received = contextManager.fromMetadata(ROOT_CONTEXT, metadata);
    expect(trace.getSpanContext(received)).toBeUndefined();
  },
);
