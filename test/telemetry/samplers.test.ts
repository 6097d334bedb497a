import { context as contextApi, ROOT_CONTEXT, SpanKind, trace, TraceFlags } from "@opentelemetry/api";
import type { Context, SpanContext } from "@opentelemetry/api";
import { SamplingDecision, TracerProvider } from "@opentelemetry/sdk-trace";
import type { Sampler } from "@opentelemetry/sdk-trace";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { SamplerOptions } from "../../runtime/src/telemetry/index.ts";
import { parseTraceState } from "../../runtime/src/telemetry/propagators/trace-state.ts";
import { createSampler } from "../../runtime/src/telemetry/samplers/create-sampler.ts";
import { isKept, randomnessOf, thresholdOf } from "../../runtime/src/telemetry/samplers/threshold.ts";
import { SEED } from "../seed.ts";

const TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

interface Decision {
  readonly isSampled: boolean;
  readonly tracestate: string | undefined;
}

/** What a sampler says of a span below `parent`, or of a root. */
function decide(options: SamplerOptions | Sampler, parent?: Context, traceId = TRACE_ID): Decision {
  const sampler = "shouldSample" in options ? options : createSampler(options);
  const result = sampler.shouldSample(parent ?? ROOT_CONTEXT, traceId, "span", SpanKind.INTERNAL, {}, []);
  const kept = result.traceState ?? (parent && trace.getSpanContext(parent)?.traceState);
  const tracestate = kept?.serialize();
  return { isSampled: result.decision === SamplingDecision.RECORD_AND_SAMPLED, tracestate: tracestate || undefined };
}

function below(parent: Partial<SpanContext>, tracestate = ""): Context {
  const traceState = parseTraceState(tracestate, true);
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId: TRACE_ID,
    spanId: "b7ad6b7169203331",
    traceFlags: TraceFlags.SAMPLED,
    isRemote: true,
    ...(traceState && { traceState }),
    ...parent,
  });
}

function probabilityOf(threshold: string): number {
  return 1 - Number.parseInt(threshold, 16) / 16 ** threshold.length;
}

describe("the threshold of a probability", () => {
  // The table of the specification, with four digits.
  test.each([
    [1, "0"],
    [1 / 2, "8"],
    [1 / 3, "aaab"],
    [1 / 4, "c"],
    [1 / 5, "cccd"],
    [1 / 8, "e"],
    [1 / 10, "e666"],
    [1 / 16, "f"],
    [1 / 100, "fd70a"],
    [1 / 1_000, "ffbe77"],
    [1 / 10_000, "fff9724"],
    [1 / 100_000, "ffff583a"],
    [1 / 1_000_000, "ffffef39"],
    [2 ** -56, "ffffffffffff"],
  ])("of %d is %s", (ratio, threshold) => {
    expect(thresholdOf(ratio)).toBe(threshold);
  });

  test("stands for the probability, and grows as that shrinks", () => {
    const ratio = fc.double({ min: 1e-6, max: 1, noNaN: true });
    fc.assert(
      fc.property(ratio, ratio, (one, other) => {
        expect(probabilityOf(thresholdOf(one)) / one).toBeCloseTo(1, 3);
        const [small, large] = one < other ? [one, other] : [other, one];
        expect(thresholdOf(small).padEnd(14, "0") >= thresholdOf(large).padEnd(14, "0")).toBe(true);
      }),
    );
  });

  test("the example of explicit randomness: kept from 56.9 % on", () => {
    const randomness = "6e6d1a75832a2f";
    expect(isKept(randomness, "6e6d1a75832a2f")).toBe(true);
    expect(isKept(randomness, "6e6d1a75832a3")).toBe(false);
    expect(isKept(randomness, thresholdOf(0.57))).toBe(true);
    expect(isKept(randomness, thresholdOf(0.568))).toBe(false);
    expect(isKept("00000000000000", "0")).toBe(true);
  });
});

describe("probability", () => {
  const half: SamplerOptions = { type: "probability", ratio: 0.5 };
  const KEPT = "0af7651916cd43dd8480000000000000";
  const DROPPED = "0af7651916cd43dd847fffffffffffff";

  test("the last 56 bits of the trace id decide, and what is kept says so", () => {
    expect(decide(half, undefined, KEPT)).toEqual({ isSampled: true, tracestate: "ot=th:8" });
    expect(decide(half, undefined, DROPPED)).toEqual({ isSampled: false, tracestate: undefined });
    expect(decide({ type: "probability" }, undefined, DROPPED)).toEqual({ isSampled: true, tracestate: "ot=th:0" });
    expect(decide({ type: "probability", ratio: 0 }, undefined, KEPT)).toEqual({ isSampled: false, tracestate: undefined });
  });

  test("explicit randomness goes before the trace id, and is passed on with all else", () => {
    expect(decide(half, below({}, "a=1,ot=rv:90000000000000;x:y,b=2"), DROPPED)).toEqual({
      isSampled: true,
      tracestate: "ot=th:8;rv:90000000000000;x:y,a=1,b=2",
    });
    expect(decide(half, below({}, "ot=th:0;rv:10000000000000"), KEPT)).toEqual({
      isSampled: false,
      tracestate: "ot=rv:10000000000000",
    });
    // Malformed: it does not count.
    expect(decide(half, below({}, "ot=rv:90"), DROPPED)).toEqual({ isSampled: false, tracestate: "ot=rv:90" });
  });

  test("the decision of the parent does not count, nor does its threshold stay", () => {
    expect(decide(half, below({ traceFlags: TraceFlags.NONE }, "ot=th:c"), KEPT)).toEqual({ isSampled: true, tracestate: "ot=th:8" });
    expect(decide(half, below({}, "ot=th:0"), DROPPED)).toEqual({ isSampled: false, tracestate: undefined });
  });

  test("where there is no room for the threshold, there is none", () => {
    const full = `ot=x:${"y".repeat(254)}`;
    expect(decide(half, below({}, full), KEPT)).toEqual({ isSampled: true, tracestate: full });
  });

  test("who keeps a share keeps what everybody with a smaller share keeps", () => {
    const ratio = fc.double({ min: 0, max: 1, noNaN: true });
    const traceId = fc.stringMatching(/^[\da-f]{32}$/);
    fc.assert(
      fc.property(ratio, ratio, traceId, (one, other, id) => {
        const [small, large] = one < other ? [one, other] : [other, one];
        const kept = (share: number) => decide({ type: "probability", ratio: share }, undefined, id).isSampled;
        expect(!kept(small) || kept(large)).toBe(true);
      }),
    );
  });

  test.each([0.5, 0.1, 0.01])("keeps a share of %d, and its thresholds count all", (ratio) => {
    const total = 40_000;
    const sampler = createSampler({ type: "probability", ratio });
    const random = generator(SEED);
    let kept = 0;
    for (let index = 0; index < total; index += 1) {
      const traceId = Array.from({ length: 4 }, () => random().toString(16).padStart(8, "0")).join("");
      kept += decide(sampler, undefined, traceId).isSampled ? 1 : 0;
    }
    const deviation = Math.sqrt(total * ratio * (1 - ratio));
    expect(Math.abs(kept - total * ratio)).toBeLessThan(4 * deviation);
    expect(Math.abs(kept / ratio - total)).toBeLessThan((4 * deviation) / ratio);
  });

  test("spans have it in their trace state, and those below them", () => {
    const tracer = new TracerProvider({ sampler: createSampler({ type: "parentbased_probability" }) }).getTracer("test");
    const root = tracer.startSpan("root", {}, ROOT_CONTEXT);
    const child = tracer.startSpan("child", {}, trace.setSpan(contextApi.active(), root));
    expect(root.spanContext().traceState?.serialize()).toBe("ot=th:0");
    expect(child.spanContext().traceState?.serialize()).toBe("ot=th:0");
    expect(randomnessOf(root.spanContext().traceId)).toHaveLength(14);
  });
});

describe("parentbased_probability", () => {
  const never: SamplerOptions = { type: "parentbased_probability", ratio: 0 };

  test("does what the parent did, and leaves its threshold", () => {
    const list = "ot=th:8;rv:90000000000000";
    expect(decide(never, below({}, list))).toEqual({ isSampled: true, tracestate: list });
    expect(decide(never, below({}))).toEqual({ isSampled: true, tracestate: undefined });
    expect(decide({ type: "parentbased_probability" }, below({ traceFlags: 0 }))).toMatchObject({ isSampled: false });
    expect(decide(never)).toMatchObject({ isSampled: false });
  });

  test("takes away a threshold by which the parent would not have been kept", () => {
    const list = "ot=th:c;rv:90000000000000,a=1";
    expect(decide(never, below({}, list))).toEqual({ isSampled: true, tracestate: "ot=rv:90000000000000,a=1" });
  });
});

describe("the four kinds of parents", () => {
  const PARENTS = {
    remoteParentSampled: below({}),
    remoteParentNotSampled: below({ traceFlags: TraceFlags.NONE }),
    localParentSampled: below({ isRemote: false }),
    localParentNotSampled: below({ isRemote: false, traceFlags: TraceFlags.NONE }),
  };

  test.each(Object.keys(PARENTS) as (keyof typeof PARENTS)[])("%s has a sampler of its own", (chosen) => {
    const usual = { remoteParentSampled: true, remoteParentNotSampled: false, localParentSampled: true, localParentNotSampled: false };
    const type = usual[chosen] ? "always_off" : "always_on";
    for (const [parent, context] of Object.entries(PARENTS)) {
      const expected = parent === chosen ? !usual[chosen] : usual[parent as keyof typeof PARENTS];
      expect(decide({ type: "parentbased_always_on", [chosen]: { type } }, context).isSampled).toBe(expected);
    }
  });

  test("a share of what callers do not keep", () => {
    const options: SamplerOptions = { type: "parentbased_always_on", remoteParentNotSampled: { type: "probability", ratio: 0.5 } };
    expect(decide(options, PARENTS.remoteParentNotSampled, "0af7651916cd43dd8480000000000000").isSampled).toBe(true);
    expect(decide(options, PARENTS.remoteParentNotSampled, "0af7651916cd43dd8470000000000000").isSampled).toBe(false);
  });

  test("a ratio that is none is refused", () => {
    expect(() => createSampler({ type: "always_on", ratio: 7 })).not.toThrow();
    const localParentSampled = { type: "probability", ratio: 1.5 } as const;
    expect(() => createSampler({ type: "parentbased_always_on", localParentSampled })).toThrow("from 0 to 1");
  });
});

describe("every type, at a root and below a caller that does not keep its trace", () => {
  test.each([
    ["always_on", undefined, true, true],
    ["always_off", undefined, false, false],
    ["traceidratio", 1, true, true],
    ["traceidratio", 0, false, false],
    ["probability", 1, true, true],
    ["probability", 0, false, false],
    ["parentbased_always_on", undefined, true, false],
    ["parentbased_always_off", undefined, false, false],
    ["parentbased_traceidratio", 1, true, false],
    ["parentbased_probability", 1, true, false],
  ] as const)("%s %s", (type, ratio, atRoot, belowCaller) => {
    expect(decide({ type, ratio }).isSampled).toBe(atRoot);
    expect(decide({ type, ratio }, below({ traceFlags: TraceFlags.NONE })).isSampled).toBe(belowCaller);
  });
});

describe("OTEL_TRACES_SAMPLER", () => {
  beforeEach(() => {
    vi.stubEnv("OTEL_TRACES_SAMPLER_ARG", "0.25");
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  test.each([
    ["always_on", "AlwaysOnSampler"],
    ["always_off", "AlwaysOffSampler"],
    ["traceidratio", "TraceIdRatioBased{0.25}"],
    ["probability", "ProbabilitySampler{0.25}"],
    ["parentbased_always_on", "ParentBased{root=AlwaysOnSampler,"],
    ["parentbased_always_off", "ParentBased{root=AlwaysOffSampler,"],
    ["parentbased_traceidratio", "ParentBased{root=TraceIdRatioBased{0.25},"],
    ["parentbased_probability", "ParentBased{root=ProbabilitySampler{0.25},"],
  ])("%s goes before the spec", (name, description) => {
    vi.stubEnv("OTEL_TRACES_SAMPLER", name);
    const ofSpec: SamplerOptions = { type: "parentbased_traceidratio", ratio: 0.5, localParentSampled: { type: "always_off" } };
    const chosen = createSampler(ofSpec, { loud: { type: "always_off" } }).toString();
    expect(chosen.startsWith(description)).toBe(true);
    expect(chosen).not.toContain("localParentSampled=AlwaysOffSampler");
  });

  test("only a sampler that has a ratio reads the argument; a bad one is refused", () => {
    expect(createSampler({ type: "traceidratio", ratio: 0.5 }).toString()).toBe("TraceIdRatioBased{0.25}");
    vi.stubEnv("OTEL_TRACES_SAMPLER_ARG", "many");
    expect(createSampler({ type: "always_on" }).toString()).toBe("AlwaysOnSampler");
    expect(() => createSampler({ type: "probability" })).toThrow("OTEL_TRACES_SAMPLER_ARG is many: give a number from 0 to 1.");
    vi.stubEnv("OTEL_TRACES_SAMPLER", "jaeger_remote");
    expect(() => createSampler()).toThrow('"jaeger_remote" is not available here. Use always_on,');
  });
});

/** Mulberry32: whole numbers of 32 bits, the same for every seed. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}
