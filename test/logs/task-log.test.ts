import { context, logs, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { withLogFields } from "../../runtime/src/index.ts";
import type { Application, Validator } from "../../runtime/src/index.ts";
import { define, engine, THRICE, workflow } from "../runtime/fixtures/flows.ts";
import { forgetSpans, registerTracing, spanNamed, spansNamed } from "../runtime/fixtures/tracing.ts";
import { forgetRecords, recordOf, records, registerLogging, spanOf } from "./records.ts";

beforeAll(() => {
  registerTracing();
  registerLogging();
});

beforeEach(() => {
  forgetSpans();
  forgetRecords();
});

const tracer = trace.getTracer("application");

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}

const speak = define<string, string>("speak", async (name, task) => {
  task.log.info(`${name} begins`);
  await pause();
  task.log.debug(`${name} goes on`, { amount: 42, "shop.currency": "eur" });
  return name;
});

const CONTEXT: Application["context"] = {
  validate: async () => ((value): value is object => typeof value === "object") as Validator<unknown>,
  entries: {
    tenantId: { attribute: "tenant.id", log: true },
    plan: { log: true },
    secret: { attribute: "app.secret" },
  },
};

test("a record of a task carries trace, span, run, task and step, also after an await", async () => {
  const flows = engine().client(workflow<null, string>((flow) => flow.result([flow.step("first", [], () => speak("a"))], (a) => a)));
  await flows.run(null, { runId: "run-1" });

  const span = spanNamed("task speak").spanContext();
  for (const body of ["a begins", "a goes on"]) {
    expect(recordOf(body).spanContext).toMatchObject({ traceId: span.traceId, spanId: span.spanId });
    expect(recordOf(body).attributes).toMatchObject({
      "gen_flows.run.id": "run-1",
      "gen_flows.task.name": "speak",
      "gen_flows.step.id": "first",
      "gen_flows.task.attempt": 1,
    });
  }
  expect(recordOf("a begins")).toMatchObject({ severityNumber: 9, severityText: "INFO" });
  expect(recordOf("a goes on")).toMatchObject({
    severityNumber: 5,
    severityText: "DEBUG",
    attributes: { amount: 42, "shop.currency": "eur" },
  });
});

test("each method has its severity", async () => {
  const all = define<null, void>("all", async (_, { log }) => {
    log.trace("trace");
    log.debug("debug");
    log.info("info");
    log.warn("warn");
    log.error("error");
    log.fatal("fatal");
  });
  await engine().client(workflow<null, void>((flow) => flow.run("all", all(null)))).run(null);
  expect(records().map(({ severityNumber, severityText }) => [severityNumber, severityText])).toEqual([
    [1, "TRACE"],
    [5, "DEBUG"],
    [9, "INFO"],
    [13, "WARN"],
    [17, "ERROR"],
    [21, "FATAL"],
  ]);
});

test("tasks side by side, items of a forEach and runs at one time do not mix", async () => {
  const flows = engine().client(
    workflow<string, readonly string[]>((flow, prefix) => {
      flow.step("left", [], () => speak(`${prefix}-left`));
      flow.step("right", [], () => speak(`${prefix}-right`));
      const items = flow.step("items", [], () => flow.forEach(["x", "y", "z"], { maxConcurrency: 3 }, (item) => speak(`${prefix}-${item}`)));
      return flow.result([items], (all) => all);
    }),
  );
  await Promise.all(["one", "two"].map((id) => flows.run(id, { runId: id })));

  expect(records()).toHaveLength(20);
  for (const { body, attributes, spanContext } of records()) {
    const [run = "", part = ""] = String(body).split(" ")[0]?.split("-") ?? [];
    const index = ["x", "y", "z"].indexOf(part);
    expect(attributes["gen_flows.run.id"]).toBe(run);
    expect(attributes["gen_flows.step.id"]).toBe(index === -1 ? part : "items");
    expect(attributes["gen_flows.step.index"]).toBe(index === -1 ? undefined : index);
    const span = spansNamed("task speak").find((each) => each.spanContext().spanId === spanContext?.spanId);
    expect(span?.attributes["gen_flows.step.id"]).toBe(attributes["gen_flows.step.id"]);
    expect(span?.attributes["gen_flows.step.index"]).toBe(attributes["gen_flows.step.index"]);
  }
});

test("each attempt has its number and its span", async () => {
  const flaky = define<null, void>(
    "flaky",
    async (_, task) => {
      task.log.warn(`try ${task.attempt}`);
      if (task.attempt < 3) {
        throw new Error("not yet");
      }
    },
    { retry: THRICE },
  );
  await engine().client(workflow<null, void>((flow) => flow.run("only", flaky(null)))).run(null);
  const attempts = [1, 2, 3].map((attempt) => recordOf(`try ${attempt}`));
  expect(attempts.map(({ attributes }) => attributes["gen_flows.task.attempt"])).toEqual([1, 2, 3]);
  expect(attempts.map(({ spanContext }) => spanContext?.spanId)).toEqual(
    spansNamed("task flaky").map((span) => span.spanContext().spanId),
  );
});

test("a span of the handler's own takes the record; a call that has lost its context keeps the task's", async () => {
  const nested = define<null, void>("nested", async (_, task) => {
    tracer.startActiveSpan("query", (span) => {
      task.log.info("inside");
      span.end();
    });
    context.with(ROOT_CONTEXT, () => task.log.info("lost"));
  });
  await engine().client(workflow<null, void>((flow) => flow.run("only", nested(null)))).run(null, { runId: "r" });
  expect(spanOf(recordOf("inside"))).toBe("query");
  expect(spanOf(recordOf("lost"))).toBe("task nested");
  expect(recordOf("lost").attributes).toMatchObject({ "gen_flows.run.id": "r", "gen_flows.task.name": "nested" });
});

test("an error becomes the record's exception; what is no JSON becomes some", async () => {
  class PaymentError extends Error {
    override readonly name = "PaymentError";
  }
  const failure = new PaymentError("declined", { cause: new Error("bank") });
  const loop: Record<string, unknown> = { name: "loop" };
  loop["self"] = loop;
  const say = define<null, void>("say", async (_, { log }) => {
    log.error("alone", failure);
    log.error("among others", { attempt: 2, error: failure, cause: failure.cause });
    log.info("values", {
      loop,
      at: new Date(0),
      big: 2n,
      bigger: 2n ** 64n,
      bytes: new Uint8Array([1]),
      map: new Map([["a", new Set([1])]]),
      missing: undefined,
      none: null,
      url: new URL("http://localhost/"),
      work: () => {},
      nested: { list: [1, undefined, { deep: true }] },
      trap: Object.defineProperty({}, "get", { enumerable: true, get: () => { throw new Error("no"); } }),
    });
  });
  await engine().client(workflow<null, void>((flow) => flow.run("only", say(null)))).run(null);

  const exception = {
    "exception.type": "PaymentError",
    "exception.message": "declined",
    "exception.stacktrace": expect.stringContaining("task-log.test.ts") as string,
  };
  expect(recordOf("alone").attributes).toMatchObject(exception);
  expect(recordOf("among others").attributes).toMatchObject({
    ...exception,
    attempt: 2,
    cause: { type: "Error", message: "bank" },
  });
  expect(recordOf("among others").attributes).not.toHaveProperty("error");
  const own = Object.entries(recordOf("values").attributes).filter(([key]) => !key.startsWith("gen_flows."));
  expect(Object.fromEntries(own)).toEqual({
    loop: { name: "loop", self: "[Circular]" },
    at: "1970-01-01T00:00:00.000Z",
    big: 2,
    bigger: "18446744073709551616",
    bytes: new Uint8Array([1]),
    map: { a: [1] },
    none: null,
    url: "http://localhost/",
    nested: { list: [1, null, { deep: true }] },
    trap: "[Unreadable]",
  });
});

test("what the context says with `log: true` is on every record: under its attribute's name, or its own", async () => {
  const flows = engine({ context: CONTEXT }).client<null, string, null, { readonly context: object }>(
    workflow<null, string>(async (flow) => {
      flow.log.info("from the body");
      return await flow.run("only", speak("a"));
    }),
  );
  await flows.run(null, { context: { tenantId: "acme", plan: { name: "pro" }, secret: "s" } });
  expect(records().map(({ body }) => body)).toEqual(["from the body", "a begins", "a goes on"]);
  for (const { attributes } of records()) {
    expect(attributes).toMatchObject({ "tenant.id": "acme", plan: { name: "pro" } });
    expect(attributes).not.toHaveProperty("app.secret");
  }
});

test("the body of a workflow has a log too, on the span of the workflow, also after a task", async () => {
  const flows = engine().client(
    workflow<null, void>(async (flow) => {
      flow.log.info("begins");
      await flow.run("only", speak("a"));
      flow.log.warn("ends", { parcels: 2 });
    }),
  );
  await flows.run(null, { runId: "r" });
  for (const body of ["begins", "ends"]) {
    const record = recordOf(body);
    expect(spanOf(record)).toBe("workflow test");
    expect(record.attributes).toMatchObject({ "gen_flows.run.id": "r", "gen_flows.workflow.name": "test" });
    expect(record.attributes).not.toHaveProperty("gen_flows.task.name");
  }
  expect(recordOf("ends")).toMatchObject({ severityNumber: 13, attributes: { parcels: 2 } });
});

function fields(body: string): readonly object[] {
  return records()
    .filter((record) => record.body === body)
    .map(({ attributes: { project, domain, part } }) => ({ project, domain, part }));
}

test("withLogFields: on all spans and records within, also after awaits and in runs that begin there; scopes merge", async () => {
  const quiet = define<null, void>("quiet", async (_, { log }) => {
    log.info("in the task");
    await withLogFields({ domain: "retry", part: 1 }, async () => {
      await pause();
      log.info("in the scope");
    });
    log.info("after the scope");
  });
  const flows = engine().client(workflow<null, void>((flow) => flow.run("only", quiet(null))));
  await withLogFields({ project: "shop", domain: "checkout" }, async () => {
    await pause();
    await flows.run(null);
  });
  await flows.run(null, { runId: "outside" });

  const outside = { project: undefined, domain: undefined, part: undefined };
  const shop = { project: "shop", domain: "checkout", part: undefined };
  expect(fields("in the task")).toEqual([shop, outside]);
  expect(fields("in the scope")).toEqual([{ project: "shop", domain: "retry", part: 1 }, { ...outside, domain: "retry", part: 1 }]);
  expect(fields("after the scope")).toEqual([shop, outside]);
  for (const name of ["workflow test", "task quiet"]) {
    const [inside, other] = spansNamed(name);
    expect(inside?.attributes).toMatchObject({ project: "shop", domain: "checkout" });
    expect(other?.attributes).not.toHaveProperty("project");
  }
  expect(withLogFields({ a: 1 }, () => "result")).toBe("result");
});

test("without a logger provider, or with one that throws, a log does nothing", async () => {
  logs.disable();
  try {
    const flows = engine().client(workflow<null, string>((flow) => flow.run("only", speak("a"))));
    expect(await flows.run(null)).toBe("a");
    logs.setGlobalLoggerProvider({
      getLogger: () => ({
        enabled: () => true,
        emit: () => {
          throw new Error("no room");
        },
      }),
    });
    expect(await flows.run(null)).toBe("a");
    expect(records()).toEqual([]);
  } finally {
    logs.disable();
    registerLogging();
  }
});
