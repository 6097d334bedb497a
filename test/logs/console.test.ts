import { context, createContextKey, logs } from "@opentelemetry/api";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { consoleBridge } from "../../runtime/src/logs/console.ts";
import { define, engine, workflow } from "../runtime/fixtures/flows.ts";
import { forgetSpans, registerTracing } from "../runtime/fixtures/tracing.ts";
import { forgetRecords, recordOf, records, registerLogging, spanOf } from "./records.ts";

let stop: (() => void) | undefined;

beforeAll(() => {
  registerTracing();
  registerLogging();
});

beforeEach(() => {
  forgetSpans();
  forgetRecords();
  stop = consoleBridge.start();
});

afterEach(() => {
  stop?.();
});

test("what a task prints becomes records, as it is printed", async () => {
  const print = define<null, void>("print", async () => {
    console.log("charged %d %s", 42, "eur", { id: 7 });
    await Promise.resolve();
    console.error("declined:", new TypeError("no card"));
  });
  await engine().client(workflow<null, void>((flow) => flow.run("only", print(null)))).run(null, { runId: "r" });
  console.warn("outside");

  const charged = recordOf("charged 42 eur { id: 7 }");
  expect(charged).toMatchObject({ severityNumber: 9, severityText: "log" });
  expect(charged.attributes).toMatchObject({ "gen_flows.run.id": "r", "gen_flows.task.name": "print" });
  expect(spanOf(charged)).toBe("task print");
  const [, declined, outside] = records();
  expect(declined).toMatchObject({ severityNumber: 17, severityText: "error" });
  expect(declined?.body).toMatch(/^declined: TypeError: no card\n/);
  expect(declined?.attributes).toMatchObject({ "exception.type": "TypeError", "exception.message": "no card" });
  expect(outside).toMatchObject({ body: "outside", severityNumber: 13, attributes: {} });
  expect(outside?.spanContext).toBeUndefined();
});

test("what exporters print is no record, nor what is printed while a record is made", () => {
  context.with(context.active().setValue(createContextKey("OpenTelemetry SDK Context Key SUPPRESS_TRACING"), true), () => {
    console.log("from an exporter");
  });
  expect(records()).toEqual([]);

  logs.disable();
  let emitted = 0;
  logs.setGlobalLoggerProvider({
    getLogger: () => ({
      enabled: () => true,
      emit: () => {
        emitted += 1;
        console.debug("emitted");
      },
    }),
  });
  console.log("once");
  expect(emitted).toBe(1);
  logs.disable();
  registerLogging();
});

test("the bridge ends, and leaves the console as it was", () => {
  const { log } = console;
  const before = console.log;
  stop?.();
  stop?.();
  console.log("afterwards");
  expect(records()).toEqual([]);
  expect(log).toBe(before);
});
