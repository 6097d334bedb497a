import { trace } from "@opentelemetry/api";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Application } from "../../runtime/src/engines/application.ts";
import { restateClient } from "../../runtime/src/engines/restate/client/index.ts";
import { serveRestate } from "../../runtime/src/engines/restate/worker/serve-restate.ts";
import type { RestateServer as Worker } from "../../runtime/src/engines/restate/worker/serve-restate.ts";
import { adoptTelemetry } from "../../runtime/src/telemetry/adopt.ts";
import { task } from "../../runtime/src/workflow/index.ts";
import { ONCE, workflow } from "../runtime/fixtures/flows.ts";
import { boundTask } from "../runtime/fixtures/traced-task.ts";
import { parentOf, registerTracing, spanNamed, spans, spansNamed } from "../runtime/fixtures/tracing.ts";
import { startRestateServer } from "../support/engines/restate-server.ts";
import type { RestateServer } from "../support/engines/restate-server.ts";

const work = task<number, number>({ name: "work", startToCloseTimeout: 30_000, retry: ONCE });
const tasks = { work: boundTask("work", async (input: number) => input * 10) };
const flow = workflow(
  (current) => {
    const one = current.step("one", [], () => work(1));
    const nap = current.step("nap", [one], () => current.sleep(20));
    const all = current.step("all", [nap], () => current.forEach([1, 2], { maxConcurrency: 2 }, (item) => work(item)));
    current.step("never", [all], () => undefined);
    return current.result([all], (values) => values);
  },
  { name: "adopted" },
);

let server: RestateServer;
let worker: Worker;
let application: Application;

beforeAll(async () => {
  // Somebody else's provider, which takes no ids.
  registerTracing();
  server = await startRestateServer();
  const telemetry = adoptTelemetry();
  const tracer = trace.getTracer("fixture", "1.0.0");
  const workflows = { adopted: { workflow: flow as never } };
  application = { name: "fixture", version: "1.0.0", telemetry, tracer, workflows };
  worker = await serveRestate(application, tasks, { port: 0, signals: false, gracePeriod: 1_000 });
  await server.register(`http://127.0.0.1:${worker.port}`);
});

afterAll(async () => {
  await worker.stop();
  await server[Symbol.asyncDispose]();
});

test("with the application's own provider a run is one trace, and no span of it is missing", async () => {
  const client = restateClient(application, { ingressUrl: server.ingressUrl }).client<null, number[]>({ workflow: flow as never });
  const run = await client.start(null);
  expect(await run.result()).toEqual([10, 20]);
  await expect.poll(() => spansNamed("gen_flows.workflow.ended").length).toBe(1);

  expect(new Set(spans().map((span) => span.spanContext().traceId)).size).toBe(1);
  expect(spansNamed("task work").map(parentOf)).toEqual(["workflow adopted", "workflow adopted", "workflow adopted"]);
  expect(parentOf(spanNamed("workflow adopted"))).toBe("submit adopted");
  expect(["sleep nap", "forEach all", "gen_flows.workflow.ended"].map((name) => parentOf(spanNamed(name)))).toEqual(
    Array.from({ length: 3 }, () => "workflow adopted"),
  );
  expect(spanNamed("workflow adopted").duration).toEqual([0, 0]);
  expect(spanNamed("gen_flows.workflow.ended").attributes).toMatchObject({
    "gen_flows.workflow.name": "adopted",
    "gen_flows.workflow.result": "success",
  });
  expect(spanNamed("gen_flows.workflow.ended").events.map(({ name }) => name)).toEqual(["gen_flows.step.skipped"]);
});
