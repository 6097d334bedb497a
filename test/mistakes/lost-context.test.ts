import { afterAll, beforeAll, expect, test } from "vitest";
import { generateProject } from "../support/generated-project.ts";
import type { GeneratedProject } from "../support/generated-project.ts";
import { startReceiver } from "../support/otlp-receiver.ts";
import type { OtlpReceiver } from "../support/otlp-receiver.ts";
import { runProcess } from "../support/process.ts";

const SPEC = {
  specVersion: 1,
  name: "lost",
  version: "1.0.0",
  tasks: { byHand: { output: { type: "object" } }, generated: { isolation: "thread", output: { type: "object" } } },
  workflows: {
    both: {
      output: { type: "object" },
      steps: { byHand: { task: "byHand" }, generated: { task: "generated" } },
      result: { byHand: "${ steps.byHand }", generated: "${ steps.generated }" },
    },
  },
  telemetry: { exporters: [{ type: "otlphttp", endpoint: "${env:TARGET}" }] },
};

const FILES = {
  // The thread and the process that a programmer starts by hand.
  "src/flows/tasks/by-hand.ts": `import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { ByHand } from "../generated/tasks/by-hand.ts";

export const byHand: ByHand = async () => {
  const worker = new Worker(new URL("../../thread.mjs", import.meta.url));
  const [inThread] = await once(worker, "message");
  const inChild = execFileSync(process.execPath, ["-p", "process.env.TRACEPARENT ?? 'none'"], { encoding: "utf8" }).trim();
  return { inThread, inChild };
};
`,
  "src/thread.mjs": `import { parentPort } from "node:worker_threads";
import { trace } from "@opentelemetry/api";

parentPort.postMessage(trace.getActiveSpan()?.spanContext().spanId ?? "none");
`,
  "src/flows/tasks/generated.ts": `import { execFileSync } from "node:child_process";
import { trace } from "@opentelemetry/api";
import { childEnvironment } from "@gen-flows/runtime";
import type { Generated } from "../generated/tasks/generated.ts";

export const generated: Generated = async (_input, task) => {
  const inThread = trace.getActiveSpan()?.spanContext().spanId ?? "none";
  const env = childEnvironment(task.carrier);
  const inChild = execFileSync(process.execPath, ["-p", "process.env.TRACEPARENT ?? 'none'"], { encoding: "utf8", env }).trim();
  return { inThread, inChild: inChild.split("-")[2] };
};
`,
  "main.ts": `import { both } from "./src/flows/generated/index.ts";

console.log(JSON.stringify(await both.run()));
`,
};

let project: GeneratedProject;
let receiver: OtlpReceiver;

beforeAll(async () => {
  project = generateProject(SPEC, FILES);
  receiver = await startReceiver();
});

afterAll(async () => {
  await receiver.close();
  project.remove();
});

test("G9: threads and child processes that are started by hand know no span; those of a task know its own", async () => {
  const ended = await runProcess(["--no-warnings", "main.ts"], { cwd: project.folder, environment: { TARGET: receiver.httpUrl } });
  expect(ended).toMatchObject({ code: 0, stderr: "" });
  const spanId = receiver.spans.find(({ name }) => name === "task generated")?.spanId;
  expect(spanId).toBeDefined();
  expect(JSON.parse(ended.stdout)).toEqual({
    byHand: { inThread: "none", inChild: "none" },
    generated: { inThread: spanId, inChild: spanId },
  });
});
