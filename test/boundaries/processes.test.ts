import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generateProject } from "../support/generated-project.ts";
import type { GeneratedProject } from "../support/generated-project.ts";
import { startReceiver } from "../support/otlp-receiver.ts";
import type { OtlpReceiver, ReceivedSpan } from "../support/otlp-receiver.ts";
import { runProcess } from "../support/process.ts";
import { REPOSITORY } from "../support/repository.ts";
import { topology } from "../support/topology.ts";

const TENANT = { schema: { type: "string" }, propagate: "baggage", attribute: "tenant.id" };

/** A build that calls other programs, one of them on the same spec, and one the command line. */
const SPEC = {
  specVersion: 1,
  name: "ci",
  version: "1.0.0",
  context: { tenantId: TENANT },
  tasks: { callCompiler: {}, callOthers: { output: { type: "object" } }, compile: {} },
  workflows: {
    build: {
      output: { type: "object" },
      steps: { compiler: { task: "callCompiler" }, others: { task: "callOthers" } },
      result: "${ steps.others }",
    },
    compileOnce: { steps: { compile: { task: "compile" } } },
  },
  telemetry: { exporters: [{ type: "otlphttp", endpoint: "${env:TARGET}" }] },
};

const PAGE = readFileSync(join(REPOSITORY, "docs/processes.md"), "utf8");

/** A file of docs/processes.md, by the comment that it begins with. */
function shown(path: string): string {
  const code = [...PAGE.matchAll(/^```ts\n(.*?)^```$/gms)].find(([, block]) => block?.startsWith(`// ${path}\n`))?.[1];
  if (code === undefined) {
    throw new Error(`docs/processes.md does not show ${path}`);
  }
  return code;
}

const FILES = {
  "src/flows/tasks/call-compiler.ts": shown("src/flows/tasks/call-compiler.ts"),
  "compile.ts": shown("compile.ts"),
  "src/flows/tasks/call-others.ts": `import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { childEnvironment } from "@gen-flows/runtime";
import type { CallOthers } from "../generated/tasks/call-others.ts";

const run = promisify(execFile);

export const callOthers: CallOthers = async () => {
  const env = childEnvironment();
  const print = "const { TRACEPARENT, BAGGAGE } = process.env; console.log(JSON.stringify({ TRACEPARENT, BAGGAGE }))";
  const [{ stdout }] = await Promise.all([
    run(process.execPath, ["-e", print], { env }),
    run(process.execPath, [process.env["GEN_FLOWS"] ?? "", "run", "flows.json", "compileOnce"], { env }),
  ]);
  return JSON.parse(stdout) as object;
};
`,
  "src/flows/tasks/compile.ts": `import type { Compile } from "../generated/tasks/compile.ts";

export const compile: Compile = async (_input, task) => {
  if (task.context.tenantId !== "acme") {
    throw new Error("no tenant");
  }
};
`,
  "main.ts": `import { build } from "./src/flows/generated/index.ts";

console.log(JSON.stringify(await build.run(undefined, { context: { tenantId: "acme" } })));
`,
};

let project: GeneratedProject;
let receiver: OtlpReceiver;
let printed: unknown;

beforeAll(async () => {
  project = generateProject(SPEC, FILES);
  receiver = await startReceiver();
  const { code, stdout, stderr } = await runProcess(["--no-warnings", "main.ts"], {
    cwd: project.folder,
    environment: {
      TARGET: receiver.httpUrl,
      GEN_FLOWS: join(REPOSITORY, "generator/cli/main.ts"),
      TRACEPARENT: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
      BAGGAGE: "tenantId=somebody-else",
    },
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  printed = JSON.parse(stdout);
});

afterAll(async () => {
  await receiver.close();
  project.remove();
});

/** Without the spans of no length that show a run of more than 5 s, on machines that are slow. */
function madeSpans(): readonly ReceivedSpan[] {
  return receiver.spans.filter(({ name }) => name !== "gen_flows.workflow.started");
}

function spanNamed(name: string): ReceivedSpan | undefined {
  return madeSpans().find((span) => span.name === name);
}

test("a program that only reads its environment finds the span of its task, and the typed context", () => {
  const task = spanNamed("task callOthers");
  // Sampled, and with an id that is known to be random.
  expect(printed).toEqual({ TRACEPARENT: `00-${task?.traceId}-${task?.spanId}-03`, BAGGAGE: "tenantId=acme" });
});

test("a flow in a child process, and one that `gen-flows run` runs in another, continue the trace", () => {
  expect(topology(madeSpans())).toEqual([
    "task callCompiler < workflow build",
    "task callOthers < workflow build",
    "task compile < workflow compileOnce",
    "task compile < workflow compileOnce",
    "workflow build < -",
    "workflow compileOnce < task callCompiler",
    "workflow compileOnce < task callOthers",
  ]);
  expect(new Set(madeSpans().map(({ traceId }) => traceId)).size).toBe(1);
});

test("the typed context arrives with it", () => {
  expect(madeSpans().map(({ attributes }) => attributes["tenant.id"])).toEqual(Array(7).fill("acme"));
});

test("start() takes nothing from the environment by itself", () => {
  expect(spanNamed("workflow build")).toMatchObject({ parentSpanId: undefined });
  expect(spanNamed("workflow build")?.traceId).not.toBe("0af7651916cd43dd8448eb211c80319c");
});
