import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { IncomingHttpHeaders, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { copyExample } from "../support/example.ts";
import type { ExampleCopy } from "../support/example.ts";
import { startReceiver } from "../support/otlp-receiver.ts";
import type { OtlpReceiver, ReceivedSpan } from "../support/otlp-receiver.ts";
import { runProcess, startProcess } from "../support/process.ts";
import type { Ended, RunningProcess } from "../support/process.ts";
import { GEN_FLOWS, TSC } from "../support/repository.ts";
import { spanLabelled, topology } from "../support/topology.ts";

let receiver: OtlpReceiver;

beforeAll(async () => {
  receiver = await startReceiver();
});

afterAll(async () => {
  await receiver.close();
});

describe("the pipeline of Dotflow", () => {
  const example = generated("prices");

  test("type-checks", async () => {
    expect(await typeCheck(example())).toMatchObject({ code: 0, stdout: "" });
  });

  test("runs its tasks one after the other, each below the workflow, and tries a failed one again", async () => {
    const { ended, spans } = await run(example(), ["inbox/spring.csv"], { PRICES: "data/prices.json", FAIL_ONCE: "1" });

    expect(ended).toMatchObject({ code: 0, stdout: "3 prices\n", stderr: "" });
    expect(JSON.parse(readFileSync(join(example().folder, "data/prices.json"), "utf8"))).toContainEqual({ article: "pot", cents: 2495 });
    expect(topology(spans)).toEqual([
      "task extract < workflow update",
      "task load #2 < workflow update (previous_attempt:task load)",
      "task load < workflow update",
      "task transform < workflow update",
      "workflow update < -",
    ]);
    expect(spanLabelled(spans, "task load")).toMatchObject({
      status: "error",
      events: [{ name: "exception" }, { name: "gen_flows.task.retry_scheduled" }],
    });
    const workflow = spanLabelled(spans, "workflow update");
    expect(workflow.resource["service.name"]).toBe("prices");
    expect(spanLabelled(spans, "task load #2")).toMatchObject({
      status: "unset",
      attributes: {
        "dotflow.workflow_id": workflow.attributes["gen_flows.run.id"],
        "dotflow.task.status": "Completed",
        "dotflow.task.retry_count": 1,
      },
    });
  });

  test("ends with the error of the task that failed, which is told once, and runs none after it", async () => {
    const { ended, spans } = await run(example(), ["inbox/broken.csv"]);

    expect(ended).toMatchObject({ code: 1, stdout: "" });
    expect(topology(spans)).toEqual([
      "task extract < workflow update",
      "task transform < workflow update",
      "workflow update < -",
    ]);
    expect(spanLabelled(spans, "task transform")).toMatchObject({
      status: "error",
      attributes: { "error.type": "ValueError", "dotflow.task.status": "Failed" },
      events: [{ name: "exception", attributes: { "exception.type": "ValueError" } }],
    });
    expect(spanLabelled(spans, "workflow update")).toMatchObject({
      status: "error",
      attributes: { "error.type": "ValueError", "gen_flows.workflow.result": "failure" },
      events: [],
    });
  });
});

describe("the decorators of Flyte", () => {
  const example = generated("report");
  const requests: { readonly url: string; readonly headers: IncomingHttpHeaders }[] = [];
  let pages: Server;
  let url: string;

  beforeAll(async () => {
    pages = createServer((request, response) => {
      requests.push({ url: request.url ?? "", headers: request.headers });
      response.end(request.url === "/long" ? "one two three" : "one");
    });
    await new Promise<void>((resolve) => pages.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`;
  });

  afterAll(() => {
    pages.close();
  });

  test("type-check", async () => {
    expect(await typeCheck(example())).toMatchObject({ code: 0, stdout: "" });
  });

  test("are one tree below the span of the driver, at any depth, with the custom context at every node and in every request", async () => {
    const { ended, spans } = await run(example(), ["words-7", `${url}/short`, `${url}/long`]);

    expect(ended).toMatchObject({ code: 0, stderr: "" });
    const [head = "", count] = ended.stdout.trim().split("\n");
    expect(count).toBe("4 words");
    const runSpan = spanLabelled(spans, "workflow report");
    expect(head).toBe(`${String(runSpan.attributes["gen_flows.run.id"])} http://localhost:16686/trace/${runSpan.traceId}`);
    expect(topology(spans.filter(({ name }) => !name.startsWith("split")))).toEqual([
      "forEach pages < workflow report",
      "submit report < workflow_run",
      "task countWords < workflow page[0]",
      "task countWords < workflow page[1]",
      "task download < workflow page[0]",
      "task download < workflow page[1]",
      "workflow page[0] < forEach pages",
      "workflow page[1] < forEach pages",
      "workflow report < submit report",
      "workflow_run < -",
    ]);
    const counts = spans.filter(({ name }) => name === "task countWords").map(({ spanId }) => spanId);
    expect(spans.filter(({ name }) => name === "split").map(({ parentSpanId }) => parentSpanId)).toEqual(expect.arrayContaining(counts));

    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
    const nodes = spans.filter(({ name }) => /^(?:workflow|forEach|task) /.test(name));
    expect(nodes.map(({ attributes }) => attributes["report.experiment"])).toEqual(nodes.map(() => "words-7"));
    const downloads = spans.filter(({ name }) => name === "task download");
    expect(requests.map(({ headers }) => headers["traceparent"]).toSorted()).toEqual(
      downloads.map(({ traceId, spanId }) => `00-${traceId}-${spanId}-03`).toSorted(),
    );
    for (const { headers } of requests) {
      expect(String(headers["baggage"]).split(",").toSorted()).toEqual(["experiment=words-7", "purpose=report"]);
    }
  });
});

describe("the order service of the OpenTelemetry walk-through", () => {
  const example = generated("orders");
  const services: RunningProcess[] = [];
  let url: string;

  beforeAll(async () => {
    url = await start("src/main.ts", { WAREHOUSE_URL: await start("src/warehouse.ts"), DATABASE: ":memory:" });
  });

  afterAll(async () => {
    await stop();
  });

  async function start(script: string, environment: Readonly<Record<string, string>> = {}): Promise<string> {
    const service = startProcess(["--no-warnings", script, "0"], {
      cwd: example().folder,
      environment: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.httpUrl, ...environment },
    });
    services.push(service);
    return (await service.line("Listening on ")).trim();
  }

  async function stop(): Promise<void> {
    for (const service of services.splice(0)) {
      service.kill("SIGTERM");
      expect(await service.ended).toMatchObject({ signal: "SIGTERM", stderr: "" });
    }
  }

  async function order(body: object): Promise<{ readonly status: number; readonly body: unknown }> {
    const response = await fetch(`${url}/order`, { method: "POST", body: JSON.stringify(body) });
    return { status: response.status, body: await response.json() };
  }

  test("type-checks", async () => {
    expect(await typeCheck(example())).toMatchObject({ code: 0, stdout: "" });
  });

  test("is one trace over both services, with a client and a server span for the call, and the attributes of the spec", async () => {
    const sent = receiver.spans.length;
    expect(await order({ orderId: "A-1", amount: 12.5 })).toEqual({ status: 201, body: { accepted: true, savedId: 1 } });
    expect(await order({ orderId: "A-2", amount: 0 })).toEqual({ status: 422, body: { accepted: false } });
    expect(await order({ orderId: "A-3" })).toMatchObject({ status: 400 });
    await stop();

    const spans = receiver.spans.slice(sent);
    const requests = spans.filter(({ name }) => name === "POST /order");
    const traceOf = (status: number) => {
      const request = requests.find(({ attributes }) => attributes["http.response.status_code"] === status);
      return spans.filter(({ traceId }) => traceId === request?.traceId);
    };
    const accepted = traceOf(201);
    expect(topology(accepted)).toEqual([
      "POST /order < -",
      "POST /parcels < POST",
      "POST < task notifyWarehouse",
      "task notifyWarehouse < workflow placeOrder",
      "task saveToDatabase < workflow placeOrder",
      "task validateOrder < workflow placeOrder",
      "workflow placeOrder < POST /order",
    ]);
    expect(accepted.map(({ name, kind, resource }) => `${name} ${kind} ${String(resource["service.name"])}`)).toEqual(
      expect.arrayContaining(["POST /order SERVER orders", "POST CLIENT orders", "POST /parcels SERVER warehouse"]),
    );
    expect(spanLabelled(accepted, "task validateOrder").attributes).toMatchObject({ "order.id": "A-1", "order.valid": true });
    expect(spanLabelled(accepted, "task saveToDatabase").attributes).toMatchObject({ "order.saved_id": 1, "db.system.name": "sqlite" });
    expect(spanLabelled(accepted, "task notifyWarehouse").attributes).toMatchObject({ "warehouse.response_status": 202 });

    const refused = traceOf(422);
    expect(refused.map(({ name }) => name).toSorted()).toEqual(["POST /order", "task validateOrder", "workflow placeOrder"]);
    expect(spanLabelled(refused, "workflow placeOrder").events.map(({ name }) => name)).toEqual([
      "gen_flows.step.skipped",
      "gen_flows.step.skipped",
    ]);
  });
});

/** Generates an example into a copy of it, for the tests of a group. */
function generated(name: string): () => ExampleCopy {
  let copy: ExampleCopy | undefined;
  const example = (): ExampleCopy => {
    copy ??= copyExample(name);
    return copy;
  };
  beforeAll(async () => {
    expect(await runProcess([GEN_FLOWS, "flows.yaml"], { cwd: example().folder })).toMatchObject({ code: 0 });
  });
  afterAll(() => {
    example().remove();
  });
  return example;
}

function typeCheck({ folder }: ExampleCopy): Promise<Ended> {
  // The runtime is there as sources, which lie outside the example.
  return runProcess([TSC, "--noEmit", "--rootDir", "/"], { cwd: folder });
}

async function run(
  { folder }: ExampleCopy,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ readonly ended: Ended; readonly spans: readonly ReceivedSpan[] }> {
  const sent = receiver.spans.length;
  const ended = await runProcess(["src/main.ts", ...words], {
    cwd: folder,
    environment: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.httpUrl, ...environment },
  });
  return { ended, spans: receiver.spans.slice(sent) };
}
