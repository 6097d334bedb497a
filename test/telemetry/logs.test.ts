import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { generateProject } from "../support/generated-project.ts";
import type { GeneratedProject } from "../support/generated-project.ts";
import { startReceiver } from "../support/otlp-receiver.ts";
import type { OtlpReceiver, ReceivedLog } from "../support/otlp-receiver.ts";
import { runProcess } from "../support/process.ts";
import type { Ended } from "../support/process.ts";
import { REPOSITORY } from "../support/repository.ts";
import { deadUrl } from "./collector.ts";

const exporters = [{ type: "otlphttp", endpoint: "${env:TARGET}" }];
const text = { type: "string" };
const one = { type: "object", required: ["name"], properties: { name: text } };

const SPEC = {
  specVersion: 1,
  name: "shop",
  version: "1.2.3",
  context: {
    tenantId: { schema: text, attribute: "tenant.id", log: true },
    plan: { schema: { type: "object", required: ["tier"], properties: { tier: text } }, log: true },
    token: { schema: text },
  },
  tasks: {
    speak: { input: one, retry: { maximumAttempts: 2, initialInterval: "1ms" } },
    list: { output: { type: "array", items: text } },
  },
  workflows: {
    talk: {
      steps: {
        left: { task: "speak", input: { name: "left" } },
        right: { task: "speak", input: { name: "right" } },
        list: { task: "list" },
        items: { forEach: { items: "${ steps.list }", as: "item" }, task: "speak", input: { name: "${ item }" } },
        again: { task: "speak", after: ["items"], input: { name: "again" } },
      },
    },
    byHand: {},
  },
  telemetry: { exporters, logs: { exporters, bridges: ["console", "pino", "winston"] } },
};

const MAIN = `
import { logs, trace } from "@opentelemetry/api";
import pino from "pino";
import winston from "winston";
import { withLogFields } from "@gen-flows/runtime";
import { pinoOptions } from "@gen-flows/runtime/logs/pino";
import { winstonOptions } from "@gen-flows/runtime/logs/winston";
import { createFlows } from "./src/flows/generated/index.ts";

const light = pino(pinoOptions(), pino.destination({ fd: 1, sync: true }));
const heavy = winston.createLogger(winstonOptions({ transports: [new winston.transports.Stream({ stream: process.stdout })] }));
const library = trace.getTracer("library");

async function speak({ name }, task) {
  task.log.info("log " + name, { order: { id: 7 } });
  await new Promise((resolve) => setTimeout(resolve, 1));
  console.info("console " + name);
  light.warn("pino " + name);
  await library.startActiveSpan("query " + name, async (span) => {
    heavy.error("winston " + name);
    logs.getLogger("library").emit({ body: "api " + name });
    span.end();
  });
  if (name === "again" && task.attempt === 1) {
    throw new Error("once more");
  }
}

const { byHand, talk } = createFlows({ handlers: { speak, list: async () => ["x", "y"] } });
const context = (tenantId) => ({ tenantId, plan: { tier: "pro" }, token: "canary" });
await Promise.all(
  ["one", "two"].map((id) => withLogFields({ project: id }, () => talk.run(undefined, { runId: id, context: context(id) }))),
);
await byHand.run(undefined, { runId: "three", context: context("three") });
light.info("outside");
`;

/** The body of the other workflow. */
const BY_HAND = `
import type { ByHand } from "../generated/workflows/by-hand.ts";

export const byHand: ByHand = async (flow) => {
  flow.log.info("by hand");
};
`;

/** How the program ends, if a variable says so. */
const WAY_OUT = `
if (process.env["WAY_OUT"] === "exit") {
  process.exit();
} else if (process.env["WAY_OUT"] === "signal") {
  process.kill(process.pid, "SIGTERM");
}
`;

const SOURCES = ["log", "console", "pino", "winston", "api"];

let receiver: OtlpReceiver & { logs: ReceivedLog[] };
let project: GeneratedProject;
let silent: GeneratedProject;

beforeAll(async () => {
  receiver = (await startReceiver()) as typeof receiver;
  project = generateProject(SPEC, { "main.ts": MAIN, "src/flows/workflows/by-hand.ts": BY_HAND });
  const small = { "main.ts": 'import { talk } from "./src/flows/generated/index.ts";\nawait talk.run(undefined, { runId: "one" });\n' + WAY_OUT };
  const handler = 'export const speak = async (input, task) => { for (let round = 0; round < Number(process.env["ROUNDS"] ?? 1); round += 1) {\n    task.log.warn("hello", { tier: 1 });\n  }\n};\n';
  silent = generateProject(
    { ...SPEC, context: {}, tasks: { speak: {} }, workflows: { talk: { steps: { only: { task: "speak" } } } }, telemetry: { exporters } },
    { ...small, "src/flows/tasks/speak.ts": handler },
  );
  for (const installed of ["pino", "winston"]) {
    symlinkSync(join(REPOSITORY, "node_modules", installed), join(project.folder, "node_modules", installed));
  }
});

afterAll(async () => {
  project.remove();
  silent.remove();
  await receiver.close();
});

function run({ folder }: GeneratedProject, environment: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return runProcess(["--no-warnings", "main.ts"], { cwd: folder, environment: { TARGET: receiver.httpUrl, ...environment } });
}

describe("a run over OTLP", () => {
  let ended: Ended;

  beforeAll(async () => {
    ended = await run(project);
  });

  test("everything that tasks say arrives, once", () => {
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    const names = ["left", "right", "x", "y", "again", "again"];
    const said = SOURCES.flatMap((source) => names.flatMap((name) => [`${source} ${name}`, `${source} ${name}`]));
    expect(receiver.logs.map(({ body }) => body).toSorted()).toEqual([...said, "by hand", "outside"].toSorted());
  });

  test("each record belongs to its span, run, task, step, item and attempt, and knows the context", () => {
    const within = receiver.logs.filter(({ attributes }) => "gen_flows.task.name" in attributes);
    expect(within).toHaveLength(60);
    for (const { body, traceId, spanId, attributes } of within) {
      const [source = "", name = ""] = String(body).split(" ");
      const span = receiver.spans.find((each) => each.spanId === spanId);
      const ofLibrary = source === "winston" || source === "api";
      expect(span).toMatchObject({ traceId, name: ofLibrary ? `query ${name}` : "task speak" });
      const task = ofLibrary ? receiver.spans.find((each) => each.spanId === span?.parentSpanId) : span;
      const workflow = receiver.spans.find((each) => each.name === "workflow talk" && each.traceId === traceId);
      const run = workflow?.attributes["gen_flows.run.id"];
      const index = ["x", "y"].indexOf(name);
      expect(attributes).toMatchObject({
        "gen_flows.run.id": run,
        "gen_flows.task.name": "speak",
        "gen_flows.step.id": index === -1 ? name : "items",
        "gen_flows.task.attempt": task?.attributes["gen_flows.task.attempt"],
        "tenant.id": run,
        plan: { tier: "pro" },
        project: run,
      });
      expect(attributes["gen_flows.step.index"]).toBe(index === -1 ? undefined : index);
      expect(task?.attributes["gen_flows.step.id"]).toBe(attributes["gen_flows.step.id"]);
      expect(task?.attributes["gen_flows.step.index"]).toBe(attributes["gen_flows.step.index"]);
    }
    const attempts = within.filter(({ body }) => body === "log again").map(({ attributes }) => attributes["gen_flows.task.attempt"]);
    expect(attempts.toSorted()).toEqual([1, 1, 2, 2]);
    expect(JSON.stringify(within)).not.toContain("canary");
  });

  test("the body of a workflow that is written by hand has a log", () => {
    const record = receiver.logs.find(({ body }) => body === "by hand");
    const workflow = receiver.spans.find(({ name }) => name === "workflow byHand");
    expect(record).toMatchObject({ traceId: workflow?.traceId, spanId: workflow?.spanId });
    expect(record?.attributes).toEqual({
      "gen_flows.run.id": "three",
      "gen_flows.workflow.name": "byHand",
      "tenant.id": "three",
      plan: { tier: "pro" },
    });
  });

  test("outside of tasks there is nothing of a run", () => {
    const outside = receiver.logs.find(({ body }) => body === "outside");
    expect(outside).toMatchObject({ traceId: "", spanId: "", severity: 9, attributes: {} });
  });

  test("severity, scope and attributes are those of the source; the resource is that of the spans", () => {
    const of = (body: string) => receiver.logs.find((record) => record.body === body);
    expect(of("log left")).toMatchObject({ severity: 9, severityText: "INFO", scope: "@gen-flows/runtime", attributes: { order: { id: 7 } } });
    expect(of("console left")).toMatchObject({ severity: 9, severityText: "info", scope: "@gen-flows/runtime/logs/console" });
    expect(of("pino left")).toMatchObject({ severity: 13, severityText: "warn", scope: "@gen-flows/runtime/logs/pino" });
    expect(of("winston left")).toMatchObject({ severity: 17, severityText: "error", scope: "@gen-flows/runtime/logs/winston" });
    expect(of("api left")).toMatchObject({ scope: "library" });
    const [span] = receiver.spans;
    expect(span?.resource).toMatchObject({ "service.name": "shop", "service.version": "1.2.3" });
    for (const { resource } of receiver.logs) {
      expect(resource).toEqual(span?.resource);
    }
  });

  test("what pino and winston write themselves carries the same, and the console is as it was", () => {
    const lines = ended.stdout.trimEnd().split("\n");
    const written = lines.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(written).toHaveLength(25);
    for (const line of written.filter(({ msg }) => msg !== "outside")) {
      const record = receiver.logs.find((each) => each.body === (line["msg"] ?? line["message"]) && each.spanId === line["span_id"]);
      const { ["tenant.id"]: tenant, plan, project: field, ...attributes } = record?.attributes ?? {};
      expect(line).toMatchObject({ trace_id: record?.traceId, trace_flags: "01", "tenant.id": tenant, plan, project: field, ...attributes });
    }
    expect(lines.filter((line) => line === "console left")).toHaveLength(2);
  });

  test("spans of others within withLogFields carry the fields too", () => {
    const queries = receiver.spans.filter(({ name }) => name.startsWith("query"));
    expect(queries).toHaveLength(12);
    for (const { attributes, traceId } of receiver.spans.filter(({ name }) => name !== "workflow byHand")) {
      const workflow = receiver.spans.find((each) => each.name === "workflow talk" && each.traceId === traceId);
      expect(attributes["project"]).toBe(workflow?.attributes["gen_flows.run.id"]);
    }
  });
});

describe("variables decide", () => {
  beforeEach(() => {
    receiver.logs.length = 0;
  });

  test("without exporters for logs a log prints nothing, and sends nothing", async () => {
    expect(await run(silent)).toMatchObject({ code: 0, stdout: "", stderr: "" });
    expect(receiver.logs).toEqual([]);
  });

  test("OTEL_LOGS_EXPORTER=console prints a line on stderr", async () => {
    const { code, stdout, stderr } = await run(silent, { OTEL_LOGS_EXPORTER: "console" });
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(stderr).toMatch(
      /^log \S+Z WARN "hello" trace=[0-9a-f]{32} span=[0-9a-f]{16} gen_flows.run.id="one" .* tier=1\n$/,
    );
  });

  test.each(["http/protobuf", "http/json", "grpc"])("OTEL_LOGS_EXPORTER=otlp sends by %s", async (protocol) => {
    const { code, stderr } = await run(silent, {
      OTEL_LOGS_EXPORTER: "otlp",
      OTEL_EXPORTER_OTLP_LOGS_PROTOCOL: protocol,
      OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: protocol === "grpc" ? receiver.grpcUrl : `${receiver.httpUrl}/v1/logs`,
      OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT: "3",
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(receiver.logs).toHaveLength(1);
    expect(receiver.logs[0]).toMatchObject({ body: "hello", severity: 13, resource: { "service.name": "shop" } });
    expect(receiver.logs[0]?.traceId).toBe(receiver.spans.find(({ spanId }) => spanId === receiver.logs[0]?.spanId)?.traceId);
    expect(Object.keys(receiver.logs[0]?.attributes ?? {})).toHaveLength(3);
  });

  test("records are flushed before a signal ends the process, and counted where process.exit() leaves no time", async () => {
    const environment = { OTEL_LOGS_EXPORTER: "otlp", OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: `${receiver.httpUrl}/v1/logs`, ROUNDS: "3" };
    const [signalled, exited] = await Promise.all(
      ["signal", "exit"].map((way) => run(silent, { ...environment, WAY_OUT: way })),
    );
    expect(signalled).toMatchObject({ signal: "SIGTERM", stderr: "" });
    expect(receiver.logs).toHaveLength(3);
    expect(exited?.stderr).toContain(`gen-flows: 3 log records were not sent to ${receiver.httpUrl}/v1/logs: process.exit() came first.`);
  });

  test("records that cannot be sent are counted and told", async () => {
    const nowhere = await deadUrl();
    const { code, stderr } = await run(silent, {
      OTEL_LOGS_EXPORTER: "otlp",
      OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: `${nowhere}/v1/logs`,
      OTEL_BLRP_MAX_QUEUE_SIZE: "20",
      ROUNDS: "50",
    });
    expect(code).toBe(0);
    expect(stderr).toContain(`gen-flows: 20 log records were not sent to ${nowhere}/v1/logs`);
    expect(stderr).toContain(`gen-flows: 30 log records were dropped: more than 20 waited for ${nowhere}/v1/logs`);
  });
});
