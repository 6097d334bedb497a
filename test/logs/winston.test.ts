import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import winston from "winston";
import type { Logger, LoggerOptions } from "winston";
import { withLogFields } from "../../runtime/src/index.ts";
import { winstonBridge, winstonOptions } from "../../runtime/src/logs/winston.ts";
import { define, engine, workflow } from "../runtime/fixtures/flows.ts";
import { forgetSpans, registerTracing, spans } from "../runtime/fixtures/tracing.ts";
import { forgetRecords, recordOf, records, registerLogging } from "./records.ts";

const { Transport } = winston as unknown as { readonly Transport: new (options: object) => winston.transport };

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
  stop = winstonBridge.start();
});

afterEach(() => {
  stop?.();
});

/** Writes JSON into `lines`, and is done after so many milliseconds. */
function writing(delay = 0): winston.transport {
  return new Transport({
    log: (info: Record<symbol, string>, next: () => void) => {
      lines.push(JSON.parse(info[Symbol.for("message")] ?? "") as Record<string, unknown>);
      if (delay === 0) {
        next();
      } else {
        setTimeout(next, delay);
      }
    },
  });
}

function logger(options: LoggerOptions = {}): Logger {
  return winston.createLogger(winstonOptions({ transports: writing(), ...options }));
}

const ours = logger({ level: "debug", defaultMeta: { component: "till" } });

const speak = define<string, void>("speak", async (name) => {
  ours.info(`${name} begins`, { amount: 42 });
  await new Promise((resolve) => setTimeout(resolve, 1));
  ours.child({ part: "drawer" }).log({ level: "debug", message: `${name} goes on` });
});

const speaking = workflow<string, void>(async (flow, prefix) => {
  flow.step("left", [], () => speak(`${prefix}-left`));
  flow.step("right", [], () => speak(`${prefix}-right`));
  await flow.join();
});

/** Each line and its record say what the line's text says of its origin. */
function expectOrigins(count: number): void {
  expect(lines).toHaveLength(count);
  for (const line of lines) {
    const [run, step] = String(line["message"]).split(" ")[0]?.split("-") ?? [];
    const span = spans().find((each) => each.spanContext().spanId === line["span_id"]);
    expect(span?.attributes["gen_flows.step.id"]).toBe(step);
    const fields = { "gen_flows.run.id": run, "gen_flows.step.id": step, project: run };
    expect(line).toMatchObject({ ...fields, trace_id: span?.spanContext().traceId, trace_flags: "01" });
    const record = recordOf(String(line["message"]));
    expect(record.spanContext).toMatchObject({ traceId: line["trace_id"], spanId: line["span_id"] });
    expect(record.attributes).toMatchObject(fields);
    expect(record.attributes).not.toHaveProperty("trace_id");
  }
}

test("records of tasks side by side say where they come from, and are records of their spans", async () => {
  const flows = engine().client(speaking);
  await Promise.all(["one", "two"].map((id) => withLogFields({ project: id }, () => flows.run(id, { runId: id }))));
  expectOrigins(8);
  expect(recordOf("one-left begins")).toMatchObject({
    severityNumber: 9,
    severityText: "info",
    attributes: { amount: 42, component: "till" },
  });
  expect(recordOf("two-right goes on")).toMatchObject({ severityNumber: 5, attributes: { part: "drawer" } });
});

test("a transport that is slow mixes nothing, though winston formats what waits later and elsewhere", async () => {
  const burst = logger({ transports: writing(1) });
  const many = define<string, void>("many", async (name) => {
    for (let round = 0; round < 40; round += 1) {
      burst.info(`${name} ${round}`);
    }
  });
  const flows = engine().client(
    workflow<string, void>(async (flow, prefix) => {
      flow.step("left", [], () => many(`${prefix}-left`));
      flow.step("right", [], () => many(`${prefix}-right`));
      await flow.join();
    }),
  );
  await Promise.all(["one", "two"].map((id) => withLogFields({ project: id }, () => flows.run(id, { runId: id }))));
  await vi.waitFor(() => {
    expect(lines).toHaveLength(160);
  });
  expectOrigins(160);
});

test("outside of tasks a record has nothing of a run; levels and errors are those of the data model", () => {
  const syslog = logger({ levels: winston.config.syslog.levels, level: "debug", format: winston.format.combine(winston.format.colorize(), winston.format.json()) });
  syslog.log("crit", "failed", new RangeError("too late"));
  syslog.log("notice", "noticed");
  const own = logger({ levels: { loud: 0 }, level: "loud" });
  own.log("loud", "own level");
  ours.error(new TypeError("alone"));

  expect(recordOf("failed too late")).toMatchObject({ severityNumber: 18, severityText: "crit" });
  expect(recordOf("failed too late").attributes).toEqual({
    "exception.type": "RangeError",
    "exception.message": "too late",
    "exception.stacktrace": expect.stringContaining("winston.test.ts") as string,
  });
  expect(recordOf("noticed")).toMatchObject({ severityNumber: 10, severityText: "notice", attributes: {} });
  expect(recordOf("own level")).toMatchObject({ severityNumber: 0, severityText: "loud" });
  expect(recordOf("alone").attributes).toMatchObject({ "exception.type": "TypeError", component: "till" });
  expect(lines.filter((line) => "trace_id" in line || "gen_flows.run.id" in line)).toEqual([]);
});

test("without the bridge records have their fields, and OpenTelemetry gets none", async () => {
  stop?.();
  stop?.();
  await withLogFields({ project: "r" }, () => engine().client(speaking).run("r", { runId: "r" }));
  expect(lines.map((line) => line["gen_flows.run.id"])).toEqual(["r", "r", "r", "r"]);
  expect(records()).toEqual([]);
});
