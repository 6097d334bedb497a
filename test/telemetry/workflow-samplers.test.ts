import { trace } from "@opentelemetry/api";
import type { Sampler } from "@opentelemetry/sdk-trace";
import { afterAll, beforeAll, expect, test } from "vitest";
import { otlpHttpTraces } from "../../runtime/src/telemetry/exporters/otlp-http-traces.ts";
import { defineTelemetry } from "../../runtime/src/telemetry/index.ts";
import type { OwnedTelemetry, SamplerOptions } from "../../runtime/src/telemetry/index.ts";
import { createSampler } from "../../runtime/src/telemetry/samplers/create-sampler.ts";
import { childWorkflow } from "../../runtime/src/workflow/index.ts";
import { define, engine, workflow } from "../runtime/fixtures/flows.ts";
import { startReceiver } from "../support/otlp-receiver.ts";
import type { OtlpReceiver } from "../support/otlp-receiver.ts";

const TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
const UNSAMPLED = { traceparent: `00-${TRACE_ID}-b7ad6b7169203331-00` };
const SAMPLED = { traceparent: `00-${TRACE_ID}-b7ad6b7169203331-01` };

let receiver: OtlpReceiver;
let telemetry: OwnedTelemetry;
/** A provider can be registered once in a process: tracers keep the first one. */
let current: Sampler;

beforeAll(async () => {
  receiver = await startReceiver();
  telemetry = defineTelemetry({
    serviceName: "sampled",
    exporters: [otlpHttpTraces({ endpoint: receiver.httpUrl })],
    sampler: { shouldSample: (...call) => current.shouldSample(...call), toString: () => "current" },
  });
});

afterAll(async () => {
  await telemetry.shutdown();
  await receiver.close();
});

const work = define<null, null>("work", async () => {
  trace.getTracer("handler").startSpan("in the handler").end();
  return null;
});
const quiet = childWorkflow<null, null>({ name: "quiet" });

interface Samplers {
  readonly provider?: SamplerOptions;
  readonly workflows: Readonly<Record<string, SamplerOptions>>;
}

/** Runs `loud`, which has `quiet` as its child, and returns the names of the spans that arrived. */
async function spansOf({ provider, workflows }: Samplers, carrier: Record<string, string> = {}, detached = false) {
  const seen = receiver.spans.length;
  current = createSampler(provider, workflows);
  const sampledWorkflows = new Set(Object.keys(workflows));
  const flows = engine({ telemetry: { ...telemetry, sampledWorkflows }, tracer: trace.getTracer("sampled") });
  flows.client(workflow<null, null>((flow) => flow.result([flow.step("a", [], () => work(null))], () => null), { name: "quiet" }));
  const loud = flows.client(
    workflow<null, null>(
      (flow) => {
        flow.step("b", [], () => work(null));
        return flow.result([flow.step("c", [], () => quiet(null))], () => null);
      },
      { name: "loud" },
    ),
  );
  if (detached) {
    await (await loud.start(null, { carrier })).result();
  } else {
    await loud.run(null, { carrier });
  }
  await telemetry.flush();
  return receiver.spans
    .slice(seen)
    .map(({ name }) => name)
    .toSorted();
}

const TASK = ["in the handler", "task work"];
const QUIET = [...TASK, "workflow quiet"];
const ALL = [...TASK, ...QUIET, "workflow loud"].toSorted();

test("telemetry names the workflows that have a sampler of their own", () => {
  const workflowSamplers = { loud: { type: "always_on" } } as const;
  const { sampledWorkflows } = defineTelemetry({ serviceName: "sampled", exporters: [], workflowSamplers });
  expect(sampledWorkflows).toEqual(new Set(["loud"]));
});

test("without a sampler of its own, a workflow has that of the provider", async () => {
  expect(await spansOf({ workflows: {} })).toEqual(ALL);
  expect(await spansOf({ provider: { type: "always_off" }, workflows: { other: { type: "always_on" } } })).toEqual([]);
});

test("a workflow is kept where the provider keeps nothing, with all that is below", async () => {
  const workflows = { loud: { type: "parentbased_always_on" } } as const;
  expect(await spansOf({ provider: { type: "always_off" }, workflows })).toEqual(ALL);
  expect(await spansOf({ provider: { type: "always_off" }, workflows }, {}, true)).toEqual([...ALL, "submit loud"].toSorted());
});

test("a workflow is not kept where the provider keeps everything, and neither is anything below", async () => {
  const workflows = { loud: { type: "parentbased_probability", ratio: 0 } } as const;
  expect(await spansOf({ provider: { type: "always_on" }, workflows })).toEqual([]);
  expect(await spansOf({ provider: { type: "always_on" }, workflows }, {}, true)).toEqual([]);
});

test("what the caller has decided counts, unless the sampler does not ask", async () => {
  const asking = { loud: { type: "parentbased_always_on" } } as const;
  expect(await spansOf({ workflows: asking }, UNSAMPLED)).toEqual([]);
  expect(await spansOf({ workflows: { loud: { type: "always_on" } } }, UNSAMPLED)).toEqual(ALL);
  expect(await spansOf({ workflows: { loud: { type: "parentbased_always_off" } } }, SAMPLED)).toEqual(ALL);
  expect(await spansOf({ workflows: { loud: { type: "always_off" } } }, SAMPLED)).toEqual([]);
});

test("a child with a sampler of its own follows its parent, unless that sampler does not ask", async () => {
  expect(await spansOf({ workflows: { quiet: { type: "parentbased_always_off" } } })).toEqual(ALL);
  expect(await spansOf({ workflows: { quiet: { type: "always_off" } } })).toEqual([...TASK, "workflow loud"].toSorted());
  const both = { loud: { type: "always_off" }, quiet: { type: "always_on" } } as const;
  expect(await spansOf({ workflows: both })).toEqual(QUIET);
});

test("every span says how much it stands for, where the sampler is a probability", async () => {
  const seen = receiver.spans.length;
  await spansOf({ workflows: { loud: { type: "probability", ratio: 1 } } });
  const states = receiver.spans.slice(seen).map(({ traceState }) => traceState);
  expect(states).toEqual(ALL.map(() => "ot=th:0"));
});

test("OTEL_TRACES_SAMPLER goes before the samplers of workflows", async () => {
  process.env["OTEL_TRACES_SAMPLER"] = "always_on";
  try {
    expect(await spansOf({ workflows: { loud: { type: "always_off" } } })).toEqual(ALL);
  } finally {
    delete process.env["OTEL_TRACES_SAMPLER"];
  }
});
