import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Carrier, WorkflowClient } from "../../runtime/src/index.ts";
import { define, engine, validator, workflow } from "./fixtures/flows.ts";
import { forgetSpans, registerTracing, spanNamed } from "./fixtures/tracing.ts";

beforeAll(registerTracing);
beforeEach(forgetSpans);

const TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
const PARENT = `00-${TRACE_ID}-b7ad6b7169203331-01`;

const look = define<null, string>("look", async (_, task) => task.carrier["baggage"] ?? "");
const looking = workflow<null, string>((flow) => flow.result([flow.step("only", [], () => look(null))], (value) => value));

const CARRIERS: readonly (readonly [what: string, carrier: Carrier])[] = [
  ["an object", { TraceParent: PARENT, Baggage: "a=1,b=2" }],
  ["an object with arrays", { traceparent: [PARENT], baggage: ["a=1", "b=2"], other: undefined }],
  ["Headers", new Headers([["traceparent", PARENT], ["baggage", "a=1"], ["baggage", "b=2"]])],
  ["a Map", new Map([["TRACEPARENT", PARENT], ["baggage", "a=1,b=2"]])],
  ["pairs", [["traceparent", PARENT], ["baggage", "a=1"], ["baggage", "b=2"]]],
];

test.each(CARRIERS)("%s carries the caller's context", async (_what, carrier) => {
  expect(await engine().client(looking).run(null, { carrier })).toBe("a=1,b=2");
  expect(spanNamed("workflow test").parentSpanContext).toMatchObject({ traceId: TRACE_ID, spanId: "b7ad6b7169203331" });
});

test("a signal may come with any of them", async () => {
  const waiting = workflow<null, unknown>((flow) =>
    flow.result([flow.step("wait", [], () => flow.waitForSignal<null>("go"))], (value) => value),
  );
  const flows: WorkflowClient<null, unknown, { readonly signals: { readonly go: null } }> = engine().client(waiting, {
    signals: { go: validator(() => true) },
  });
  const run = await flows.start(null);
  await run.signal("go", null, { carrier: new Headers({ traceparent: PARENT }) });
  await run.result();
  expect(spanNamed("wait go").links).toMatchObject([{ context: { traceId: TRACE_ID } }]);
});
