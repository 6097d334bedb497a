import { ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { describe, expect, test } from "vitest";
import { childEnvironment, environmentCarrier } from "../../runtime/src/index.ts";
import { variableOf } from "../../runtime/src/boundaries/environment-names.ts";
import { carrierGetter } from "../../runtime/src/telemetry/propagators/carrier-getter.ts";
import { createPropagator } from "../../runtime/src/telemetry/propagators/create-propagator.ts";

const PARENT = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331", traceFlags: 1 };

const TRACEPARENT = `00-${PARENT.traceId}-${PARENT.spanId}-01`;

test.each([
  ["traceparent", "TRACEPARENT"],
  ["X-B3-TraceId", "X_B3_TRACEID"],
  ["uber-trace-id", "UBER_TRACE_ID"],
  ["x.y", "X_Y"],
  ["3d-trace", "_3D_TRACE"],
])("the variable of %s is %s", (header, variable) => {
  expect(variableOf(header)).toBe(variable);
});

test.each([["tracecontext"], ["b3"], ["b3multi"], ["jaeger"], ["xray"]] as const)("a parent crosses by %s", (name) => {
  const propagator = createPropagator([name]);
  const carrier: Record<string, string> = {};
  propagator.inject(trace.setSpanContext(ROOT_CONTEXT, PARENT), carrier, {
    set: (headers, key, value) => {
      headers[key] = value;
    },
  });
  const environment = childEnvironment(carrier, {});
  expect(Object.keys(environment).every((variable) => /^[A-Z_][A-Z0-9_]*$/.test(variable))).toBe(true);

  const arrived = propagator.extract(ROOT_CONTEXT, environmentCarrier(environment), carrierGetter);
  expect(trace.getSpanContext(arrived)).toMatchObject(PARENT);
});

describe("the environment of a child", () => {
  test("is that of this process, which stays as it is", () => {
    const environment = { PATH: "/bin", TRACEPARENT: "old" };
    expect(childEnvironment({ traceparent: TRACEPARENT }, environment)).toEqual({ PATH: "/bin", TRACEPARENT });
    expect(environment).toEqual({ PATH: "/bin", TRACEPARENT: "old" });
    expect(childEnvironment({ traceparent: TRACEPARENT })).toMatchObject({ PATH: process.env["PATH"], TRACEPARENT });
  });

  test("has neither the trace state nor the baggage of another trace", () => {
    const environment = { TRACEPARENT: "old", TRACESTATE: "old=1", BAGGAGE: "old=1", X_B3_TRACEID: "old" };
    expect(childEnvironment({ traceparent: TRACEPARENT }, environment)).toEqual({ TRACEPARENT });
  });

  test("passes on what came to this process where there is nothing to take its place", () => {
    expect(childEnvironment({}, { TRACEPARENT, BAGGAGE: "a=1" })).toEqual({ TRACEPARENT, BAGGAGE: "a=1" });
  });
});

test("nothing but what propagators read is taken from an environment", () => {
  expect(environmentCarrier({ TRACEPARENT, BAGGAGE: "", TOKEN: "secret", traceparent: "lower" })).toEqual({ traceparent: TRACEPARENT });
  expect(environmentCarrier({})).toEqual({});
});
