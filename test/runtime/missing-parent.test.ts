import { trace } from "@opentelemetry/api";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { MissingParentError } from "../../runtime/src/index.ts";
import type { Application } from "../../runtime/src/index.ts";
import { define, engine, workflow } from "./fixtures/flows.ts";
import { forgetSpans, registerTracing, spanNamed, spans } from "./fixtures/tracing.ts";

beforeAll(registerTracing);
beforeEach(forgetSpans);

const TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
const work = define<null, null>("work", async () => null);

function client(onMissingParent?: Application["onMissingParent"]) {
  return engine({ onMissingParent }).client(
    workflow<null, null>((flow) => flow.result([flow.step("only", [], () => work(null))], (value) => value)),
  );
}

function propagated(): unknown {
  return spanNamed("workflow test").attributes["gen_flows.trace.propagated"];
}

test("a carrier that carries no trace begins one, unless the spec says otherwise", async () => {
  const run = await client().start(null, { carrier: { traceparent: "nonsense" } });
  await run.result();
  expect(run.traceId).toMatch(/^[\da-f]{32}$/);
  expect(propagated()).toBeUndefined();
});

test("error: the run is refused, and nothing of it is made", async () => {
  const flows = client("error");
  await expect(flows.start(null, { carrier: {} })).rejects.toThrow(MissingParentError);
  await expect(flows.run(null, { carrier: { traceparent: "nonsense" } })).rejects.toMatchObject({
    name: "MissingParentError",
    message: expect.stringContaining("workflow `test`"),
  });
  expect(spans()).toEqual([]);
});

test("warn: the span of the run says so", async () => {
  await client("warn").run(null, { carrier: {} });
  expect(propagated()).toBe(false);
});

test.each(["warn", "error"] as const)("%s: a parent in the carrier, or an active span, or no carrier at all is fine", async (onMissing) => {
  const flows = client(onMissing);
  const run = await flows.start(null, { carrier: { TraceParent: `00-${TRACE_ID}-b7ad6b7169203331-01` } });
  expect(run.traceId).toBe(TRACE_ID);
  await run.result();
  expect(propagated()).toBeUndefined();

  forgetSpans();
  await trace.getTracer("test").startActiveSpan("caller", async (span) => {
    await flows.run(null, { carrier: {} });
    span.end();
  });
  await flows.run(null);
  expect(spans().filter(({ attributes }) => "gen_flows.trace.propagated" in attributes)).toEqual([]);
});
