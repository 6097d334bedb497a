/** A flow whose handlers do in their threads what handlers should not. */
const MODE = { type: "object", required: ["mode"], properties: { mode: { type: "string" } } };

const PASS = { mode: "${ input.mode }" };

const ONCE = { maximumAttempts: 1 };

export const FAULTY_SPEC = {
  specVersion: 1,
  name: "faulty",
  version: "1.0.0",
  limits: { threads: 4 },
  tasks: {
    work: {
      isolation: "thread",
      input: MODE,
      output: { type: "integer" },
      startToCloseTimeout: "120s",
      retry: { maximumAttempts: 2, initialInterval: "1ms" },
      span: { attributes: { "work.mode": "${ input.mode }", "work.stage": { type: "string" } } },
    },
    fail: {},
  },
  workflows: {
    one: { input: MODE, output: { type: "integer" }, steps: { only: { task: "work", input: PASS } }, result: "${ steps.only }" },
    late: { input: MODE, steps: { only: { task: "work", startToCloseTimeout: "200ms", retry: ONCE, input: PASS } } },
    beats: { input: MODE, steps: { only: { task: "work", heartbeatTimeout: "3s", retry: ONCE, input: PASS } } },
    siblings: { input: MODE, steps: { only: { task: "work", input: PASS }, other: { task: "fail" } } },
  },
  telemetry: {
    exporters: [{ type: "otlphttp", endpoint: "${env:TARGET}" }],
    metrics: { exporters: [{ type: "otlphttp", endpoint: "${env:TARGET}" }] },
  },
};

export const FAULTY_FILES = {
  "src/flows/tasks/work.ts": `import { threadId } from "node:worker_threads";
import { trace } from "@opentelemetry/api";
import type { Work } from "../generated/tasks/work.ts";

/** Keeps the event loop of the thread from going on, and the processor free for others. */
function block(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
}

export const work: Work = async ({ mode }, task) => {
  task.span.set("work.stage", "begun");
  const inner = trace.getTracer("application").startSpan("inner");
  if (mode !== "beats") {
    await fetch(\`\${process.env["GATE"]}/\${mode}/\${task.attempt}\`);
  }
  if (task.attempt > 1) {
    inner.end();
    return threadId;
  }
  switch (mode) {
    case "exits":
      process.exit(3);
    case "throws":
      setTimeout(() => {
        throw new TypeError("nobody catches this");
      }, 1);
      await new Promise((resolve) => setTimeout(resolve, 60_000));
      break;
    case "fills memory": {
      const kept: string[][] = [];
      for (;;) {
        kept.push(Array.from({ length: 1_000 }, (_, index) => \`text \${index}\`));
        await new Promise(setImmediate);
      }
    }
    case "spins":
      for (;;) {
        block();
      }
    case "stays":
      await new Promise((resolve) => setTimeout(resolve, 60_000));
      break;
    case "polls":
      for (;;) {
        task.signal.throwIfAborted();
      }
    case "beats": {
      const end = performance.now() + 4_000;
      while (performance.now() < end) {
        task.heartbeat();
        block();
      }
      break;
    }
    case "waits":
    case "cancelled":
      await new Promise((resolve) => {
        task.signal.addEventListener("abort", resolve);
        if (task.signal.aborted) {
          resolve(undefined);
        }
      });
      inner.setAttribute("aborted.by", (task.signal.reason as Error).name);
      inner.end();
      throw task.signal.reason;
    default:
  }
  inner.end();
  return threadId;
};
`,
  "src/flows/tasks/fail.ts": `import { reached } from "../../gate.ts";
import type { Fail } from "../generated/tasks/fail.ts";

export const fail: Fail = async () => {
  await reached("/waits/1");
  throw Object.assign(new Error("the other one failed"), { name: "Other" });
};
`,
  "src/gate.ts": `import { createServer } from "node:http";
import { once } from "node:events";

/** Handlers in threads say here how far they are. */
const seen = new Map<string, PromiseWithResolvers<void>>();

function gateOf(path: string): PromiseWithResolvers<void> {
  const gate = seen.get(path) ?? Promise.withResolvers<void>();
  seen.set(path, gate);
  return gate;
}

export function reached(path: string): Promise<void> {
  return gateOf(path).promise;
}

export async function openGate(): Promise<void> {
  const server = createServer((request, response) => {
    response.setHeader("connection", "close").end();
    gateOf(decodeURI(request.url ?? "")).resolve();
  });
  server.listen(0, "127.0.0.1").unref();
  await once(server, "listening");
  process.env["GATE"] = \`http://127.0.0.1:\${(server.address() as { port: number }).port}\`;
}
`,
  "main.ts": `import { beats, late, one, siblings } from "./src/flows/generated/index.ts";
import { openGate, reached } from "./src/gate.ts";

await openGate();

async function outcome(promise: Promise<unknown>): Promise<unknown> {
  try {
    return await promise;
  } catch (error) {
    return { name: (error as Error).name, message: (error as Error).message };
  }
}

async function cancelled(): Promise<unknown> {
  const run = await one.start({ mode: "cancelled" });
  await reached("/cancelled/1");
  await run.cancel();
  return run.result();
}

const [stays, spins, ...others] = await Promise.all([
  outcome(late.run({ mode: "stays" })),
  outcome(late.run({ mode: "spins" })),
  outcome(one.run({ mode: "exits" })),
  outcome(one.run({ mode: "throws" })),
  outcome(one.run({ mode: "fills memory" })),
  outcome(late.run({ mode: "polls" })),
  outcome(beats.run({ mode: "beats" })),
  outcome(siblings.run({ mode: "waits" })),
  outcome(cancelled()),
]);
const [exits, throws, memory, polls, beating, waits, cancel] = others;
// All threads that were ended have been replaced.
const after = await Promise.all([1, 2, 3, 4, 5, 6].map(() => outcome(one.run({ mode: "plain" }))));
console.log(JSON.stringify({ stays, spins, exits, throws, memory, polls, beating, waits, cancel, after }));
`,
  "stopped.ts": `import { one } from "./src/flows/generated/index.ts";
import { openGate, reached } from "./src/gate.ts";

await openGate();
void one.run({ mode: "spins" });
await reached("/spins/1");
process.kill(process.pid, "SIGTERM");
`,
};
