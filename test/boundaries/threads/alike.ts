/** A flow whose tasks may run in threads: everything that a handler can do, once. */
const NUMBER = { type: "number" };
const TEXT = { type: "string" };
const MODE = { type: "object", required: ["mode"], properties: { mode: TEXT, value: NUMBER } };

const POLICY = { startToCloseTimeout: "60s", retry: { maximumAttempts: 2, initialInterval: "1ms" } };

/** @param isolation Where the handlers run. */
export function alikeSpec(isolation: "none" | "thread"): object {
  return {
    specVersion: 1,
    name: "work",
    version: "1.0.0",
    limits: { threads: 2 },
    context: { tenantId: { schema: TEXT, propagate: "baggage", attribute: "tenant.id", log: true } },
    tasks: {
      work: {
        isolation,
        ...POLICY,
        input: MODE,
        output: { type: "object", required: ["value", "seen"], properties: { value: NUMBER, seen: { type: "object" } } },
        errors: {
          TooMuch: { retryable: false, data: { type: "object", required: ["most"], properties: { most: NUMBER } } },
          Busy: {},
        },
        span: {
          kind: "client",
          attributes: { "work.mode": "${ input.mode }", "work.value": "${ output.value }", "work.stage": TEXT },
        },
        events: { "work.half": { attributes: { "work.rest": { type: "integer" } } } },
        metrics: { "work.done": { instrument: "counter", value: "${ output.value }", attributes: { mode: "${ input.mode }" } } },
      },
      undo: { isolation, ...POLICY, input: MODE },
    },
    workflows: {
      all: {
        output: { type: "object" },
        steps: {
          first: { task: "work", input: { mode: "all", value: 2 } },
          items: { forEach: { items: "${ [1, 2, 3] }", as: "item" }, task: "work", input: { mode: "item", value: "${ item }" } },
          flaky: { task: "work", after: ["first", "items"], input: { mode: "flaky" } },
        },
        result: "${ steps.first.seen }",
      },
      fails: {
        steps: {
          done: {
            task: "work",
            input: { mode: "item", value: 1 },
            compensate: { task: "undo", input: { mode: "${ `undo ${output.value}` }" } },
          },
          broken: { task: "work", after: ["done"], input: { mode: "tooMuch" } },
        },
      },
      many: {
        steps: {
          items: {
            forEach: { items: "${ [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15] }", as: "item", maxConcurrency: 1, onError: "collect" },
            task: "work",
            input: { mode: "${ item === 14 ? 'tooMuch' : 'item' }", value: "${ item }" },
          },
        },
      },
    },
    telemetry: {
      exporters: [{ type: "otlphttp", endpoint: "${env:TARGET}" }],
      limits: { spansPerRun: 10 },
      compat: "dotflow",
      metrics: { exporters: [{ type: "otlphttp", endpoint: "${env:TARGET}" }] },
      logs: { exporters: [{ type: "otlphttp", endpoint: "${env:TARGET}" }], bridges: ["console"] },
      services: { audit: { exporters: [{ type: "otlphttp", endpoint: "${env:TARGET}" }] } },
    },
  };
}

export const ALIKE_FILES = {
  "src/flows/tasks/work.ts": `import { isMainThread } from "node:worker_threads";
import { context, propagation, trace } from "@opentelemetry/api";
import { withLogFields } from "@gen-flows/runtime";
import { providers } from "../generated/telemetry.ts";
import type { Work } from "../generated/tasks/work.ts";

export const work: Work = async ({ mode, value = 1 }, task) => {
  if (mode === "tooMuch") {
    task.fail("TooMuch", { most: 3 });
  }
  if (mode === "flaky" && task.attempt === 1) {
    task.fail("Busy");
  }
  if (mode !== "all") {
    return { value, seen: {} };
  }
  console.info("console in a handler");
  task.log.info("working", { value });
  task.span.set("work.stage", "begun");
  task.span.event("work.half", { "work.rest": 1 });
  await new Promise((resolve) => setTimeout(resolve, 1));
  withLogFields({ "work.scope": "inner" }, () => {
    task.log.warn("within fields");
    trace.getTracer("application", "2.0.0").startActiveSpan("read", (span) => {
      span.setAttribute("read.bytes", 7);
      span.end();
    });
  });
  providers.get("audit").tracer.startSpan("audited", {}, context.active()).end();
  const baggage = propagation.getActiveBaggage()?.getEntry("tenantId")?.value;
  return {
    value,
    seen: {
      isMainThread,
      baggage,
      context: task.context,
      key: task.idempotencyKey,
      attempt: task.attempt,
      carriesSpan: task.carrier["traceparent"]?.includes(trace.getActiveSpan()?.spanContext().spanId ?? "-"),
    },
  };
};
`,
  "src/flows/tasks/undo.ts": `import type { Undo } from "../generated/tasks/undo.ts";

export const undo: Undo = async ({ mode }, task) => {
  task.log.info(mode);
};
`,
  "main.ts": `import { withLogFields } from "@gen-flows/runtime";
import { all, createFlows, fails, many } from "./src/flows/generated/index.ts";

const context = { tenantId: "acme" };
const seen = await withLogFields({ request: "r-1" }, () => all.run(undefined, { runId: "all", context }));
const failed = await fails.run(undefined, { runId: "fails", context }).catch((error) => error);
await many.run(undefined, { runId: "many", context });
// A handler of a test's own runs where the test does.
const tested: number[] = [];
const flows = createFlows({
  handlers: {
    work: async (input) => {
      tested.push(1);
      return { value: 1, seen: {} };
    },
  },
});
await flows.many.run(undefined, { runId: "tested", context });
console.log(JSON.stringify({ seen, failed: { name: failed.name, data: failed.data, isError: failed instanceof Error }, tested: tested.length }));
`,
};
