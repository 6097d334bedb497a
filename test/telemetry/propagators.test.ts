import {
  defaultTextMapGetter,
  defaultTextMapSetter,
  propagation,
  ROOT_CONTEXT,
  trace,
  TraceFlags,
} from "@opentelemetry/api";
import type { Context, SpanContext, TextMapPropagator } from "@opentelemetry/api";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { otlpHttpTraces } from "../../runtime/src/telemetry/exporters/otlp-http-traces.ts";
import { defineTelemetry, TelemetryConfigError } from "../../runtime/src/telemetry/index.ts";
import type { OwnedTelemetry, PropagatorName } from "../../runtime/src/telemetry/index.ts";
import { b3MultiPropagator, b3Propagator } from "../../runtime/src/telemetry/propagators/b3.ts";
import { createPropagator } from "../../runtime/src/telemetry/propagators/create-propagator.ts";
import { jaegerPropagator } from "../../runtime/src/telemetry/propagators/jaeger.ts";
import { xrayPropagator } from "../../runtime/src/telemetry/propagators/xray.ts";
import { loadPackage } from "../../runtime/src/telemetry/settings/load-package.ts";
import { define, engine, workflow } from "../runtime/fixtures/flows.ts";
import { startReceiver } from "../support/otlp-receiver.ts";
import type { OtlpReceiver } from "../support/otlp-receiver.ts";

type Headers = Readonly<Record<string, string | readonly string[]>>;

/** A propagator, with the headers that its specification gives as an example, and what they say. */
interface Format {
  readonly name: PropagatorName;
  readonly chosen: TextMapPropagator | PropagatorName;
  readonly example: Headers;
  readonly traceId: string;
  readonly spanId: string;
  readonly sent: (span: Pick<SpanContext, "traceId" | "spanId">) => Headers;
}

const FORMATS: readonly Format[] = [
  {
    name: "tracecontext",
    chosen: "tracecontext",
    example: { traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" },
    traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
    spanId: "00f067aa0ba902b7",
    sent: ({ traceId, spanId }) => ({ traceparent: `00-${traceId}-${spanId}-01` }),
  },
  {
    name: "b3",
    chosen: b3Propagator(),
    example: { b3: "80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1-1-05e3ac9a4f6e3b90" },
    traceId: "80f198ee56343ba864fe8b2a57d3eff7",
    spanId: "e457b5a2e4d86bd1",
    sent: ({ traceId, spanId }) => ({ b3: `${traceId}-${spanId}-1` }),
  },
  {
    name: "b3multi",
    chosen: b3MultiPropagator(),
    example: {
      "X-B3-TraceId": "80f198ee56343ba864fe8b2a57d3eff7",
      "X-B3-ParentSpanId": "05e3ac9a4f6e3b90",
      "X-B3-SpanId": "e457b5a2e4d86bd1",
      "X-B3-Sampled": "1",
    },
    traceId: "80f198ee56343ba864fe8b2a57d3eff7",
    spanId: "e457b5a2e4d86bd1",
    sent: ({ traceId, spanId }) => ({ "x-b3-traceid": traceId, "x-b3-spanid": spanId, "x-b3-sampled": "1" }),
  },
  {
    name: "jaeger",
    chosen: jaegerPropagator(),
    example: { "uber-trace-id": "5af7183fb1d4cf5f00000000deadbeef:b26412d1ac16767d:0:1" },
    traceId: "5af7183fb1d4cf5f00000000deadbeef",
    spanId: "b26412d1ac16767d",
    sent: ({ traceId, spanId }) => ({ "uber-trace-id": `${traceId}:${spanId}:0:01` }),
  },
  {
    name: "xray",
    chosen: xrayPropagator(),
    example: { "X-Amzn-Trace-Id": "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1" },
    traceId: "5759e988bd862e3fe1be46a994272793",
    spanId: "53995c3f42cd8ad8",
    sent: ({ traceId, spanId }) => ({
      "x-amzn-trace-id": `Root=1-${traceId.slice(0, 8)}-${traceId.slice(8)};Parent=${spanId};Sampled=1`,
    }),
  },
];

function extract(propagator: TextMapPropagator, headers: Headers): Context {
  return propagator.extract(ROOT_CONTEXT, headers, defaultTextMapGetter);
}

function inject(propagator: TextMapPropagator, context: Context): Record<string, string> {
  const carrier: Record<string, string> = {};
  propagator.inject(context, carrier, defaultTextMapSetter);
  return carrier;
}

/** An id that is not all zeros. */
function hex(length: number): fc.Arbitrary<string> {
  return fc.stringMatching(new RegExp(`^[1-9a-f][\\da-f]{${length - 1}}$`));
}

describe.each(FORMATS)("$name", ({ name, chosen, example, traceId, spanId, sent }) => {
  const propagator = createPropagator([chosen]);

  test("reads the example of its specification, whatever the case of the header", () => {
    const expected = { traceId, spanId, traceFlags: TraceFlags.SAMPLED, isRemote: true };
    for (const spelling of [String, (key: string) => key.toLowerCase(), (key: string) => key.toUpperCase()]) {
      const headers = Object.fromEntries(Object.entries(example).map(([key, value]) => [spelling(key), value]));
      expect(trace.getSpanContext(extract(propagator, headers))).toEqual(expected);
      const lists = Object.fromEntries(Object.entries(headers).map(([key, value]) => [key, [String(value)]]));
      expect(trace.getSpanContext(extract(propagator, lists))).toEqual(expected);
    }
  });

  test("reads what it has sent, and so does the one that a variable chooses by its name", () => {
    const named = createPropagator([name]);
    fc.assert(
      fc.property(hex(32), hex(16), fc.boolean(), (randomTrace, randomSpan, sampled) => {
        const span = { traceId: randomTrace, spanId: randomSpan, traceFlags: sampled ? 1 : 0 };
        const headers = inject(propagator, trace.setSpanContext(ROOT_CONTEXT, span));
        expect(inject(named, trace.setSpanContext(ROOT_CONTEXT, span))).toEqual(headers);
        expect(trace.getSpanContext(extract(propagator, headers))).toEqual({ ...span, isRemote: true });
        expect(trace.getSpanContext(extract(named, headers))).toEqual({ ...span, isRemote: true });
      }),
    );
    expect(inject(propagator, trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: 1 }))).toEqual(
      sent({ traceId, spanId }),
    );
  });

  test("reads no parent from anything else, and nothing breaks it", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const headers = Object.fromEntries(Object.keys(example).map((key) => [key, text]));
        expect(trace.getSpanContext(extract(propagator, headers))).toBeUndefined();
      }),
    );
    expect(inject(propagator, ROOT_CONTEXT)).toEqual({});
  });
});

describe("B3", () => {
  test("is read from one header or from several, whichever is sent", () => {
    const [, single, multi] = FORMATS;
    for (const propagator of [b3Propagator(), b3MultiPropagator()].map((each) => createPropagator([each]))) {
      expect(trace.getSpanContext(extract(propagator, single?.example ?? {}))?.spanId).toBe("e457b5a2e4d86bd1");
      expect(trace.getSpanContext(extract(propagator, multi?.example ?? {}))?.spanId).toBe("e457b5a2e4d86bd1");
    }
  });

  test("a trace id of 64 bits is filled up, and debugging is passed on", () => {
    const single = createPropagator([b3Propagator()]);
    const parent = extract(single, { b3: "a3ce929d0e0e4736-00f067aa0ba902b7-d" });
    expect(trace.getSpanContext(parent)).toMatchObject({ traceId: "0000000000000000a3ce929d0e0e4736", traceFlags: 1 });
    expect(inject(single, parent)).toEqual({ b3: "0000000000000000a3ce929d0e0e4736-00f067aa0ba902b7-d" });
  });
});

describe("Jaeger", () => {
  const propagator = createPropagator([jaegerPropagator()]);

  test.each([
    ["9c2842041cb6ba3d:9c2842041cb6ba3d:0:1", "00000000000000009c2842041cb6ba3d", "9c2842041cb6ba3d", 1],
    ["1:2:0:0", "00000000000000000000000000000001", "0000000000000002", 0],
    ["5AF7183FB1D4CF5F:6B221D5BC9E6496C:1:3", "00000000000000005af7183fb1d4cf5f", "6b221d5bc9e6496c", 1],
    ["5af7183fb1d4cf5f%3A6b221d5bc9e6496c%3A0%3A0", "00000000000000005af7183fb1d4cf5f", "6b221d5bc9e6496c", 0],
    ["5af7183fb1d4cf5f:6b221d5bc9e6496c:0:2", "00000000000000005af7183fb1d4cf5f", "6b221d5bc9e6496c", 1],
  ])("%s", (header, traceId, spanId, traceFlags) => {
    const expected = { traceId, spanId, traceFlags, isRemote: true };
    expect(trace.getSpanContext(extract(propagator, { "Uber-Trace-Id": header }))).toEqual(expected);
  });

  test.each(["0:1:0:1", "1:0:0:1", "1:2:1", "1:2:0:1:0", "1:2:0:", `${"1".repeat(33)}:2:0:1`])("%s is no parent", (header) => {
    expect(trace.getSpanContext(extract(propagator, { "uber-trace-id": header }))).toBeUndefined();
  });

  test("baggage has a header for each entry, without a parent too", () => {
    const baggage = propagation.createBaggage({ tenant: { value: "Müller & Co" }, "a (b)": { value: "1,2" } });
    const headers = inject(propagator, propagation.setBaggage(ROOT_CONTEXT, baggage));
    expect(headers).toEqual({ "uberctx-tenant": "M%C3%BCller%20%26%20Co", "uberctx-a%20%28b%29": "1%2C2" });
    expect(() => new Headers(headers)).not.toThrow();
    const read = extract(propagator, { ...headers, "UBERCTX-region": ["eu"] });
    expect(propagation.getBaggage(read)?.getAllEntries()).toEqual([
      ["tenant", { value: "Müller & Co" }],
      ["a (b)", { value: "1,2" }],
      ["region", { value: "eu" }],
    ]);
  });
});

test("a propagator whose package is missing is refused by the name of the package", () => {
  expect(() => loadPackage("@gen-flows/missing", "The propagator b3")).toThrow(
    new TelemetryConfigError("The propagator b3 needs @gen-flows/missing: npm install @gen-flows/missing."),
  );
});

describe("several propagators", () => {
  test("all send, and the last that finds a parent counts", () => {
    const all = createPropagator(FORMATS.map(({ chosen }) => chosen));
    const span = { traceId: "4bf92f3577b34da6a3ce929d0e0e4736", spanId: "00f067aa0ba902b7", traceFlags: 1 };
    expect(inject(all, trace.setSpanContext(ROOT_CONTEXT, span))).toEqual(
      Object.assign({}, ...FORMATS.map(({ sent }) => sent(span))),
    );
    const [w3c, , , jaeger] = FORMATS;
    expect(trace.getSpanContext(extract(all, { ...w3c?.example, ...jaeger?.example }))?.traceId).toBe(jaeger?.traceId);
    expect(trace.getSpanContext(extract(all, { ...w3c?.example }))?.traceId).toBe(w3c?.traceId);
  });

  test("baggage that comes both ways is one baggage", () => {
    const both = createPropagator([jaegerPropagator(), "baggage"]);
    const read = extract(both, { "uberctx-a": "1", "uberctx-b": "2", baggage: "b=3,c=4" });
    const entries = propagation.getBaggage(read)?.getAllEntries().map(([key, { value }]) => `${key}=${value}`);
    expect(entries).toEqual(["a=1", "b=3", "c=4"]);
  });
});

describe("a flow", () => {
  let receiver: OtlpReceiver;
  let telemetry: OwnedTelemetry;
  const carriers: Record<string, string>[] = [];
  const look = define<null, null>("look", async (_, task) => {
    carriers.push(task.carrier);
    return null;
  });

  beforeAll(async () => {
    receiver = await startReceiver();
    telemetry = defineTelemetry({
      serviceName: "propagation",
      exporters: [otlpHttpTraces({ endpoint: receiver.httpUrl })],
    });
    telemetry.start();
  });

  afterAll(async () => {
    await telemetry.shutdown();
    await receiver.close();
  });

  test.each(FORMATS)("has its parent by $name, and its tasks send theirs", async ({ chosen, example, traceId, spanId, sent }) => {
    propagation.disable();
    propagation.setGlobalPropagator(createPropagator([chosen]));
    const flows = engine().client(workflow<null, void>((flow) => {
      flow.step("only", [], () => look(null));
      return flow.join();
    }));
    carriers.length = 0;
    const run = await flows.start(null, { carrier: example });
    expect(run.traceId).toBe(traceId);
    await run.result();
    await telemetry.flush();

    const spans = receiver.spans.filter((span) => span.traceId === traceId);
    const task = spans.findLast(({ name }) => name === "task look");
    expect(spans.findLast(({ name }) => name === "submit test")).toMatchObject({ kind: "PRODUCER", parentSpanId: spanId });
    expect(carriers).toEqual([sent({ traceId, spanId: task?.spanId ?? "" })]);
  });
});
