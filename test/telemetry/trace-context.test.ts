import { defaultTextMapGetter, defaultTextMapSetter, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import type { SpanContext } from "@opentelemetry/api";
import { TracerProvider } from "@opentelemetry/sdk-trace";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createPropagator } from "../../runtime/src/telemetry/propagators/create-propagator.ts";
import { createSampler } from "../../runtime/src/telemetry/samplers/create-sampler.ts";

const TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
const SPAN_ID = "b7ad6b7169203331";
const PARENT = `00-${TRACE_ID}-${SPAN_ID}-01`;

const propagator = createPropagator(["tracecontext"]);

type Headers = Readonly<Record<string, string | readonly string[] | null>>;

function extract(headers: Headers): SpanContext | undefined {
  return trace.getSpanContext(propagator.extract(ROOT_CONTEXT, headers, defaultTextMapGetter));
}

function stateOf(...lists: readonly string[]): string | undefined {
  return extract({ traceparent: PARENT, tracestate: lists })?.traceState?.serialize();
}

function inject(spanContext: SpanContext): Record<string, string> {
  const carrier: Record<string, string> = {};
  propagator.inject(trace.setSpanContext(ROOT_CONTEXT, spanContext), carrier, defaultTextMapSetter);
  return carrier;
}

describe("traceparent", () => {
  test.each([
    ["the plain header", PARENT],
    ["white space around it", ` \t${PARENT}\t `],
    ["an array of one", [PARENT]],
    ["a later version", `cc-${TRACE_ID}-${SPAN_ID}-01`],
    ["a later version that says more", `cc-${TRACE_ID}-${SPAN_ID}-01-what-the-future-brings`],
    ["flags that are not known yet", `00-${TRACE_ID}-${SPAN_ID}-fd`],
  ])("%s is a parent", (_name, traceparent) => {
    expect(extract({ traceparent })).toEqual({ traceId: TRACE_ID, spanId: SPAN_ID, traceFlags: 1, isRemote: true });
  });

  test.each(["TraceParent", "TRACEPARENT", "tRaCePaReNt"])("%s is its name, in any case", (name) => {
    expect(extract({ [name]: PARENT, TraceState: "a=1" })).toMatchObject({ traceId: TRACE_ID });
    expect(extract({ [name]: PARENT, TraceState: "a=1" })?.traceState?.get("a")).toBe("1");
  });

  test.each([
    ["two headers", [PARENT, PARENT]],
    ["two headers in one", `${PARENT},${PARENT}`],
    ["no header in an array", []],
    ["null", null],
    ["nothing", ""],
    ["version ff", `ff-${TRACE_ID}-${SPAN_ID}-01`],
    ["version 00 that says more", `${PARENT}-more`],
    ["version 00 with a character more", `${PARENT}.`],
    ["a later version with a character more", `cc-${TRACE_ID}-${SPAN_ID}-01.more`],
    ["a trace id of zeros", `00-${"0".repeat(32)}-${SPAN_ID}-01`],
    ["a span id of zeros", `00-${TRACE_ID}-${"0".repeat(16)}-01`],
    ["a long version", `000-${TRACE_ID}-${SPAN_ID}-01`],
    ["a short trace id", `00-${TRACE_ID.slice(1)}-${SPAN_ID}-01`],
    ["a long span id", `00-${TRACE_ID}-${SPAN_ID}0-01`],
    ["short flags", `00-${TRACE_ID}-${SPAN_ID}-1`],
    ["upper case", PARENT.toUpperCase()],
    ["no hexadecimal digit", PARENT.replace("a", "g")],
    ["other white space", `\u00a0${PARENT}`],
  ])("%s is none", (_name, traceparent) => {
    expect(extract({ traceparent, tracestate: "a=1" })).toBeUndefined();
  });

  test.each(["trace-parent", "trace.parent", "traceparent "])("`%s` is another header", (name) => {
    expect(extract({ [name]: PARENT })).toBeUndefined();
  });

  test("any text is read without an error, and what is read can be sent", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (traceparent, tracestate) => {
        const parent = extract({ traceparent, tracestate });
        expect(parent === undefined || inject(parent)["traceparent"] !== undefined).toBe(true);
        expect(extract({ traceparent: PARENT, tracestate })?.traceId).toBe(TRACE_ID);
      }),
    );
  });
});

describe("tracestate", () => {
  test("several headers are one list, in order; white space and empty members do not count", () => {
    expect(stateOf("foo=1 \t,\t bar=2", "", "rojo=1,,congo=2 ")).toBe("foo=1,bar=2,rojo=1,congo=2");
  });

  test("of a key that comes twice, the first value counts", () => {
    expect(stateOf("foo=1,bar=2", "foo=3")).toBe("foo=1,bar=2");
  });

  test.each([
    "foo@=1,bar=2",
    "foo@@bar=1,bar=2",
    "1tenant@system=1",
    "a_-*/b=1",
    `${"z".repeat(256)}=1`,
    `foo=${"v".repeat(256)}`,
    "foo= x !\"#$%&'()*+-./:;<>?@[]^_`{|}~",
  ])("%s is passed on", (list) => {
    expect(stateOf(list)).toBe(list);
  });

  test.each([
    "@foo=1,bar=2",
    "foo =1",
    "FOO=1",
    "foo.bar=1",
    "foo=bar=baz",
    "foo=,bar=3",
    "foo",
    "foo=ü",
    "foo=a\u0001",
    `${"z".repeat(257)}=1`,
    `foo=${"v".repeat(257)}`,
  ])("%s spoils the list, and the parent stays", (list) => {
    expect(stateOf("bar=1", list)).toBeUndefined();
    expect(extract({ traceparent: PARENT, tracestate: list })?.traceId).toBe(TRACE_ID);
  });

  test("32 members are passed on, 33 are not", () => {
    const members = Array.from({ length: 33 }, (_, index) => `k${index}=${index}`);
    expect(stateOf(members.slice(0, 32).join(","))).toBe(members.slice(0, 32).join(","));
    expect(stateOf(members.join(","))).toBeUndefined();
  });

  test("of more than 512 characters, large members are left out first, then the last", () => {
    const small = Array.from({ length: 20 }, (_, index) => `k${String(index).padStart(2, "0")}=${"v".repeat(16)}`);
    const large = `large=${"v".repeat(130)}`;
    expect(stateOf([...small.slice(0, 2), large, ...small.slice(2, 18)].join(","))).toBe(small.slice(0, 18).join(","));
    expect(stateOf(Array(4).fill(0).map((_, i) => `k${i}=${"v".repeat(125)}`).join(","))?.length).toBe(386);
    const exactly = [...Array(3).fill(0).map((_, i) => `k${i}=${"v".repeat(125)}`), `k3=${"v".repeat(122)}`].join(",");
    expect(exactly).toHaveLength(512);
    expect(stateOf(exactly)).toBe(exactly);
  });

  test("what is set comes first; a 33rd member takes the place of the last; what is malformed is not set", () => {
    const state = extract({ traceparent: PARENT, tracestate: "a=1,b=2" })?.traceState;
    expect(state?.set("b", "3").serialize()).toBe("b=3,a=1");
    expect(state?.set("c", "3").unset("a").serialize()).toBe("c=3,b=2");
    expect(state?.set("C", "3").set("c", "").set("c", "3,").unset("d").serialize()).toBe("a=1,b=2");
    expect(state?.serialize()).toBe("a=1,b=2");

    const members = Array.from({ length: 32 }, (_, index) => `k${index}=1`);
    const full = extract({ traceparent: PARENT, tracestate: members.join(",") })?.traceState;
    expect(full?.set("new", "1").serialize()).toBe(["new=1", ...members.slice(0, 31)].join(","));
  });

  test("no header is sent for an empty list", () => {
    expect(inject({ traceId: TRACE_ID, spanId: SPAN_ID, traceFlags: 0 })).toEqual({
      traceparent: `00-${TRACE_ID}-${SPAN_ID}-00`,
    });
    const emptied = extract({ traceparent: PARENT, tracestate: "a=1" })?.traceState?.unset("a");
    expect(Object.keys(inject({ traceId: TRACE_ID, spanId: SPAN_ID, traceFlags: 1, ...(emptied && { traceState: emptied }) }))).toEqual([
      "traceparent",
    ]);
  });
});

describe("the flag of random trace ids", () => {
  const provider = new TracerProvider({ sampler: createSampler({ type: "parentbased_always_on" }) });
  const tracer = provider.getTracer("test");

  function below(headers: Headers): string {
    const parent = propagator.extract(ROOT_CONTEXT, headers, defaultTextMapGetter);
    const middle = tracer.startSpan("middle", {}, parent);
    const child = tracer.startSpan("child", {}, trace.setSpan(parent, middle));
    return inject(child.spanContext())["traceparent"]?.slice(-2) ?? "";
  }

  test.each([
    ["00", "00"],
    ["01", "01"],
    ["02", "02"],
    ["03", "03"],
    ["fe", "02"],
  ])("a parent with %s has children with %s, sampled or not", (flags, expected) => {
    expect(below({ traceparent: `00-${TRACE_ID}-${SPAN_ID}-${flags}` })).toBe(expected);
    expect(below({ traceparent: `00-${TRACE_ID}-${SPAN_ID}-${flags}`, tracestate: "a=1" })).toBe(expected);
  });

  test("a trace that begins here has it, and so has all that is below", () => {
    const root = tracer.startSpan("root", {}, ROOT_CONTEXT);
    const child = tracer.startSpan("child", {}, trace.setSpan(ROOT_CONTEXT, root));
    expect(inject(child.spanContext())).toEqual({
      traceparent: `00-${root.spanContext().traceId}-${child.spanContext().spanId}-03`,
    });
    const unsampled = new TracerProvider({ sampler: createSampler({ type: "always_off" }) }).getTracer("test");
    expect(inject(unsampled.startSpan("root", {}, ROOT_CONTEXT).spanContext())["traceparent"]).toMatch(/-02$/);
  });

  test("a parent that was not read here says nothing of it", () => {
    const remote = trace.setSpanContext(ROOT_CONTEXT, { traceId: TRACE_ID, spanId: SPAN_ID, traceFlags: 1, isRemote: true });
    expect(inject(tracer.startSpan("child", {}, remote).spanContext())["traceparent"]).toMatch(/-01$/);
  });
});
