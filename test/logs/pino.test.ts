import pino from "pino";
import type { Logger, LoggerOptions } from "pino";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { withLogFields } from "../../runtime/src/index.ts";
import { pinoBridge, pinoOptions } from "../../runtime/src/logs/pino.ts";
import { define, engine, workflow } from "../runtime/fixtures/flows.ts";
import { forgetSpans, registerTracing, spansNamed } from "../runtime/fixtures/tracing.ts";
import { forgetRecords, recordOf, records, registerLogging, spanOf } from "./records.ts";

let lines: Record<string, unknown>[] = [];
let stop: (() => void) | undefined;

beforeAll(() => {
  registerTracing();
  registerLogging();
});

beforeEach(() => {
  lines = [];
  forgetSpans();
  forgetRecords();
  stop = pinoBridge.start();
});

afterEach(() => {
  stop?.();
});

/** A logger that writes into `lines`. */
function logger<Custom extends string = never>(options: LoggerOptions<Custom> = {}): Logger<Custom> {
  return pino(options, { write: (line) => lines.push(JSON.parse(line) as Record<string, unknown>) });
}

/** The application has one logger, made before anything runs. */
const ours = logger(pinoOptions({ level: "debug" }));

const speak = define<string, void>("speak", async (name) => {
  ours.info({ amount: 42 }, `${name} begins`);
  await new Promise((resolve) => setTimeout(resolve, 1));
  ours.child({ component: "till" }).debug("%s goes on", name);
});

test("lines of tasks side by side say where they come from, and are records of their spans", async () => {
  const flows = engine().client(
    workflow<string, void>(async (flow, prefix) => {
      flow.step("left", [], () => speak(`${prefix}-left`));
      flow.step("right", [], () => speak(`${prefix}-right`));
      await flow.join();
    }),
  );
  await Promise.all(["one", "two"].map((id) => withLogFields({ project: id }, () => flows.run(id, { runId: id }))));

  expect(lines).toHaveLength(8);
  for (const line of lines) {
    const [run, step] = String(line["msg"]).split(" ")[0]?.split("-") ?? [];
    const span = spansNamed("task speak").find((each) => each.spanContext().spanId === line["span_id"]);
    expect(span?.attributes["gen_flows.step.id"]).toBe(step);
    expect(line).toMatchObject({
      trace_id: span?.spanContext().traceId,
      trace_flags: "01",
      "gen_flows.run.id": run,
      "gen_flows.step.id": step,
      project: run,
    });
    const record = recordOf(String(line["msg"]));
    expect(record.spanContext).toMatchObject({ traceId: line["trace_id"], spanId: line["span_id"] });
    expect(record.attributes).toMatchObject({ "gen_flows.run.id": run, "gen_flows.step.id": step, project: run });
  }
  const begins = recordOf("one-left begins");
  expect(begins).toMatchObject({ severityNumber: 9, severityText: "info" });
  expect(Object.keys(begins.attributes).toSorted()).toEqual([
    "amount",
    "gen_flows.run.id",
    "gen_flows.step.id",
    "gen_flows.task.attempt",
    "gen_flows.task.name",
    "project",
  ]);
  expect(recordOf("two-right goes on")).toMatchObject({ severityNumber: 5, attributes: { component: "till" } });
});

test("outside of tasks a line has nothing of a run; every logger of the process becomes records, as it writes", () => {
  ours.info("outside");
  expect(lines[0]).not.toHaveProperty("trace_id");
  expect(recordOf("outside").attributes).toEqual({});

  const plain = logger({
    base: { name: "billing", pid: 1 },
    customLevels: { notice: 35 },
    errorKey: "error",
    formatters: { level: (severity) => ({ severity }) },
    messageKey: "message",
    redact: ["card.number"],
    timestamp: pino.stdTimeFunctions.isoTime,
  });
  plain.notice({ card: { number: "4111", holder: "Ann" } }, "noticed");
  plain.fatal(new RangeError("too late"));
  expect(recordOf("noticed")).toMatchObject({ severityNumber: 11, severityText: "notice" });
  expect(recordOf("noticed").attributes).toEqual({
    name: "billing",
    pid: 1,
    card: { number: "[Redacted]", holder: "Ann" },
  });
  expect(recordOf("too late")).toMatchObject({ severityNumber: 21, severityText: "fatal" });
  expect(recordOf("too late").attributes).toEqual({
    name: "billing",
    pid: 1,
    "exception.type": "RangeError",
    "exception.message": "too late",
    "exception.stacktrace": expect.stringContaining("pino.test.ts") as string,
  });
  expect(spanOf(recordOf("noticed"))).toBe("-");
});

test("a mixin of one's own stays, and what is logged goes before what is mixed in", async () => {
  const mixed = logger(pinoOptions({ mixin: (_, level) => ({ level_number: level, version: "1" }) }));
  const mix = define<null, void>("mix", async () => {
    mixed.info({ "gen_flows.task.name": "mine" }, "mixed");
  });
  await engine().client(workflow<null, void>((flow) => flow.run("only", mix(null)))).run(null);
  expect(lines[0]).toMatchObject({ level_number: 30, version: "1", "gen_flows.task.name": "mine", "gen_flows.step.id": "only" });
});

test("without the bridge lines have their fields, and there are no records", async () => {
  stop?.();
  await engine().client(workflow<null, void>((flow) => flow.run("only", speak("a")))).run(null, { runId: "r" });
  expect(lines.map((line) => line["gen_flows.run.id"])).toEqual(["r", "r"]);
  expect(records()).toEqual([]);
});
