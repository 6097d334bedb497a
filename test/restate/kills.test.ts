import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { trace } from "@opentelemetry/api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { spanIdOf } from "../../runtime/src/engines/durable/span-id.ts";
import { restateClient } from "../../runtime/src/engines/restate/client/index.ts";
import type { Run } from "../../runtime/src/index.ts";
import { silentTelemetry } from "../runtime/fixtures/flows.ts";
import { freePorts } from "../support/engines/free-ports.ts";
import { startRestateServer } from "../support/engines/restate-server.ts";
import type { RestateServer } from "../support/engines/restate-server.ts";
import { startWorkerProcess } from "../support/engines/worker-process.ts";
import type { WorkerProcess } from "../support/engines/worker-process.ts";
import { startReceiver } from "../support/otlp-receiver.ts";
import type { OtlpReceiver } from "../support/otlp-receiver.ts";
import { spanLabelled, topology } from "../support/topology.ts";
import { createApplication } from "./programs/application.ts";
import { taskSet } from "./tasks.ts";

/** What a handler asks, `key?attempt=n`, and how to answer it. */
interface Question {
  readonly asked: string;
  answer(text: string): void;
}

const control = createServer();
const asked: string[] = [];
const questions: Question[] = [];

let server: RestateServer;
let receiver: OtlpReceiver;
let worker: WorkerProcess;
let port = 0;

beforeAll(async () => {
  control.on("request", ({ url = "" }: IncomingMessage, response: ServerResponse) => {
    const what = decodeURIComponent(url.slice(1));
    asked.push(what);
    questions.push({ asked: what, answer: (text) => response.end(text) });
    control.emit("question");
  });
  control.listen(0, "127.0.0.1");
  [server, receiver] = await Promise.all([startRestateServer(), startReceiver(), once(control, "listening")]);
  [port = 0] = await freePorts(1);
  worker = await startWorker();
  await server.register(`http://127.0.0.1:${port}`);
});

afterAll(async () => {
  await worker[Symbol.asyncDispose]();
  await Promise.all([server[Symbol.asyncDispose](), receiver.close()]);
  control.closeAllConnections();
  control.close();
});

function startWorker(environment: Readonly<Record<string, string>> = {}): Promise<WorkerProcess> {
  return startWorkerProcess({
    cwd: import.meta.dirname,
    script: "programs/worker.ts",
    environment: {
      PORT: String(port),
      CONTROL_URL: `http://127.0.0.1:${(control.address() as AddressInfo).port}`,
      RECEIVER_URL: receiver.httpUrl,
      OTEL_BSP_SCHEDULE_DELAY: "100",
      ...environment,
    },
    ready: async () => (await fetch(`http://127.0.0.1:${port}/health`)).ok,
  });
}

/** Resolves with the next question of a handler, once it is asked. */
async function question(what: string): Promise<Question> {
  for (;;) {
    const found = questions.findIndex((each) => each.asked === what);
    if (found >= 0) {
      return questions.splice(found, 1)[0] as Question;
    }
    await once(control, "question");
  }
}

async function start(name: string, runId: string): Promise<Run<unknown>> {
  const set = taskSet();
  const application = createApplication(set, silentTelemetry, trace.getTracer("test"));
  const { ingressUrl } = server;
  return restateClient(application, { ingressUrl }).client(application.workflows[name] as never).start(null, { runId });
}

async function kill(): Promise<void> {
  await worker.kill();
}

/** All spans of a run: it was started without a trace, so its worker has settled one. */
async function spansOf(runId: string) {
  const spanId = spanIdOf(runId);
  for (;;) {
    const root = receiver.spans.find((span) => span.spanId === spanId);
    if (root !== undefined) {
      return receiver.spans.filter((span) => span.traceId === root.traceId);
    }
    await pause(20);
  }
}

test("an attempt in the middle of which its worker is killed is repeated with the next number, each time", async () => {
  const run = await start("one", "one");
  await question("one/step?attempt=1");
  await kill();
  worker = await startWorker();
  await question("one/step?attempt=2");
  await kill();
  worker = await startWorker();
  (await question("one/step?attempt=3")).answer("yes");

  expect(await run.result()).toBe("yes");
  const spans = await spansOf("one");
  expect(topology(spans)).toEqual(["task remote #3 < workflow one (previous_attempt:?)", "workflow one < -"]);
  expect(spanLabelled(spans, "task remote #3").spanId).toBe(spanIdOf("one/step#3"));
});

test("so is one that is inline, and what was journaled does not run again", async () => {
  const near = await start("near", "near");
  const fan = await start("fan", "fan");
  await question("near/step?attempt=1");
  for (const index of [0, 1]) {
    (await question(`fan/items/${index}?attempt=1`)).answer(`item ${index}`);
  }
  for (const index of [2, 3]) {
    await question(`fan/items/${index}?attempt=1`);
  }
  await pause(200);
  await kill();
  worker = await startWorker();
  (await question("near/step?attempt=2")).answer("near");
  for (const index of [3, 2]) {
    (await question(`fan/items/${index}?attempt=2`)).answer(`item ${index}`);
  }

  expect(await near.result()).toBe("near");
  expect(await fan.result()).toBe("item 0,item 1,item 2,item 3");
  expect(asked.filter((what) => what.startsWith("fan/items/0") || what.startsWith("fan/items/1"))).toHaveLength(2);
  expect(topology(await spansOf("fan"))).toEqual([
    "forEach items < workflow fan",
    "task remote[0] < forEach items",
    "task remote[1] < forEach items",
    "task remote[2] #2 < forEach items (previous_attempt:?)",
    "task remote[3] #2 < forEach items (previous_attempt:?)",
    "workflow fan < -",
  ]);
});

test("a signal that is sent while no worker is there arrives; a replay makes no span and no log record", async () => {
  const run = await start("byHand", "byHand");
  (await question("byHand/first?attempt=1")).answer("first");
  await pause(100);
  await kill();
  const sent = fetch(`${server.ingressUrl}/byHand/byHand/go`, {
    method: "POST",
    body: '"go"',
    headers: { "content-type": "application/json" },
  });
  worker = await startWorker();
  expect((await sent).status).toBe(200);
  await question("byHand/last?attempt=1");
  await onlyPending("byHand", "last #1");
  await kill();
  worker = await startWorker();
  (await question("byHand/last?attempt=2")).answer("last");

  expect(await run.result()).toBe("first go last");
  expect(topology(await spansOf("byHand"))).toEqual([
    "gen_flows.workflow.started < workflow byHand",
    "task inline #2 < workflow byHand (previous_attempt:?)",
    "task remote < workflow byHand",
    "wait go < workflow byHand",
    "workflow byHand < -",
  ]);
  // A body is gone through again by each replay.
  expect(receiver.spans.filter(({ name }) => name === "sentence")).toEqual([]);
});

test("a run goes on when Restate itself is killed", async () => {
  const run = await start("one", "server");
  await question("server/step?attempt=1");
  // Restate writes down what it is told a few milliseconds later.
  await pause(200);
  await server.kill();
  await server.start();
  (await question("server/step?attempt=2")).answer("yes");

  expect(await run.result()).toBe("yes");
});

test("a worker that is told to stop lets attempts end, and ends as the signal says; another goes on", async () => {
  const fan = await start("fan", "drained");
  const held = await Promise.all([0, 1, 2, 3].map((index) => question(`drained/items/${index}?attempt=1`)));
  const stopped = worker.stop();
  await pause(200);
  for (const { answer } of held) {
    answer("kept");
  }

  expect(await stopped).toEqual({ code: null, signal: "SIGTERM" });
  // That connections end with it is no error.
  expect(worker.log().split("\n").filter((line) => line.includes("drained"))).toEqual([]);
  worker = await startWorker();
  expect(await fan.result()).toBe("kept,kept,kept,kept");
  expect(asked.filter((what) => what.startsWith("drained/"))).toHaveLength(4);
});

test("a run is refused by a worker with another plan, with the reason, and finished by one with its own", async () => {
  const run = await start("planned", "planned");
  await question("planned/first?attempt=1");
  await kill();
  worker = await startWorker({ PLAN: "new" });
  // A task that is under way is no matter of the plan.
  await question("planned/first?attempt=2");
  const reason = await failureOf("planned");
  expect(reason).toContain("Run `planned` of workflow `planned` began with another plan");

  await kill();
  worker = await startWorker();
  (await question("planned/first?attempt=3")).answer("done");
  expect(await run.result()).toBe("done");
});

test("with an SDK that is another inside, runs that another worker began go on, and their attempts are counted", async () => {
  const near = await start("near", "other-near");
  const fan = await start("fan", "other-fan");
  await question("other-near/step?attempt=1");
  const [first] = await Promise.all([0, 1, 2, 3].map((index) => question(`other-fan/items/${index}?attempt=1`)));
  first?.answer("item 0");
  await onlyPending("other-near", "step #1");
  await pause(200);
  await kill();
  worker = await startWorker({ NODE_OPTIONS: `--import=${new URL("programs/other-sdk.ts", import.meta.url).href}` });
  await question("raced");
  for (const index of [3, 2]) {
    (await question(`other-fan/items/${index}?attempt=2`)).answer(`item ${index}`);
  }
  (await question("other-near/step?attempt=2")).answer("near");
  expect(await near.result()).toBe("near");
  await question("other-fan/items/1?attempt=2");
  await kill();
  worker = await startWorker();
  // It left no mark of the attempt that was killed with it.
  (await question("other-fan/items/1?attempt=2")).answer("item 1");

  expect(await fan.result()).toBe("item 0,item 1,item 2,item 3");
  expect(asked.filter((what) => /^other-fan.items.[023]/.test(what))).toHaveLength(5);
});

/** Resolves once Restate has written down the outcome of all that a run has executed, but of that one. */
async function onlyPending(runId: string, name: string): Promise<void> {
  for (;;) {
    const journal = await server.query(
      `SELECT j.entry_type, j.name FROM sys_journal j JOIN sys_invocation i ON i.id = j.id
       WHERE i.target_service_key = '${runId}' AND i.target_handler_name = 'run'`,
    );
    const begun = journal.filter((entry) => entry["entry_type"] === "Command: Run");
    const over = journal.filter((entry) => entry["entry_type"] === "Notification: Run");
    if (begun.some((entry) => entry["name"] === name) && over.length === begun.length - 1) {
      return;
    }
    await pause(20);
  }
}

/** What Restate's user interface says of a handler that fails again and again. */
async function failureOf(runId: string): Promise<string> {
  for (;;) {
    const rows = await server.query(
      `SELECT last_failure FROM sys_invocation WHERE target_service_key = '${runId}' AND last_failure IS NOT NULL`,
    );
    const reason = rows[0]?.["last_failure"];
    if (typeof reason === "string" && reason.includes("plan")) {
      return reason;
    }
    await pause(50);
  }
}
