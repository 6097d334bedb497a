import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { copyExample } from "../support/example.ts";
import type { ExampleCopy } from "../support/example.ts";
import { startReceiver } from "../support/otlp-receiver.ts";
import type { OtlpReceiver, ReceivedPoint, ReceivedSpan } from "../support/otlp-receiver.ts";
import { runProcess, startProcess } from "../support/process.ts";
import type { Ended } from "../support/process.ts";
import { GEN_FLOWS, TSC } from "../support/repository.ts";
import { spanLabelled, topology } from "../support/topology.ts";

const DAY = "2026-03-01";
const ROWS_PER_REGION = 3_000;

interface Sales {
  readonly rows: number;
  readonly cents: number;
}

let example: ExampleCopy;
let receiver: OtlpReceiver;
let data: string;

beforeAll(async () => {
  example = copyExample("etl", ["croner", "csv-parse"]);
  receiver = await startReceiver();
  expect(await run(GEN_FLOWS, "flows.json")).toMatchObject({ code: 0 });
});

afterAll(async () => {
  await receiver.close();
  example.remove();
});

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), "gen-flows-etl-data-"));
  expect(await run("src/make-data.ts", DAY, String(ROWS_PER_REGION))).toMatchObject({ code: 0 });
  return () => rmSync(data, { recursive: true });
});

test("the handlers type-check with the code that is generated for them", async () => {
  // The runtime is there as sources, which lie outside the example.
  expect(await run(TSC, "--noEmit", "--rootDir", "/")).toMatchObject({ code: 0, stdout: "" });
});

describe("a day of four files, one of which fails to open at first", () => {
  test("is loaded, each sale once, and a second run puts the same in its place", async () => {
    const expected = countSales();
    expect(expected.rows).toBeGreaterThan(10_000);

    for (const environment of [{ FAIL_ONCE: "west" }, {}]) {
      const { ended } = await loadDay(environment);

      expect(ended.code).toBe(0);
      expect(JSON.parse(ended.stdout)).toEqual({ inserted: expected.rows, rejectRate: 0.01 });
      expect(readSales()).toEqual(expected);
    }
  });

  test("has a span for each file below the fan-out, and two for the file that failed once", async () => {
    const { spans } = await loadDay({ FAIL_ONCE: "west" });

    expect(topology(spans)).toEqual([
      "forEach extracted < workflow daily",
      "task extract[0] < forEach extracted",
      "task extract[1] < forEach extracted",
      "task extract[2] < forEach extracted",
      "task extract[3] #2 < forEach extracted (previous_attempt:task extract[3])",
      "task extract[3] < forEach extracted",
      "task listSources < workflow daily",
      "task load < workflow daily",
      "task transform < workflow daily",
      "workflow daily < -",
    ]);
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
    expect(spanLabelled(spans, "task extract[3]")).toMatchObject({
      status: "error",
      attributes: { "etl.region": "west", "error.type": "Error" },
    });
    expect(spanLabelled(spans, "task extract[3] #2")).toMatchObject({
      status: "unset",
      attributes: { "etl.region": "west", "etl.rows": ROWS_PER_REGION },
    });
    expect(spanLabelled(spans, "task load")).toMatchObject({
      kind: "CLIENT",
      attributes: { "db.system.name": "sqlite", "db.collection.name": "sales" },
    });
  });

  test("is measured: the spec's metrics, and those that every flow has", async () => {
    const { points } = await loadDay({ FAIL_ONCE: "west" });

    const extracted = points.filter(({ metric }) => metric === "etl.rows.extracted");
    expect(Object.fromEntries(extracted.map(({ attributes, value }) => [attributes["region"], value]))).toEqual({
      north: ROWS_PER_REGION,
      south: ROWS_PER_REGION,
      west: ROWS_PER_REGION,
      east: ROWS_PER_REGION,
    });
    expect(extracted[0]?.unit).toBe("{row}");
    expect(points.find(({ metric }) => metric === "etl.rows.rejected")?.value).toBe(0.01 * 4 * ROWS_PER_REGION);
    const attempts = points.filter(({ metric, attributes }) => {
      return metric === "gen_flows.task.duration" && attributes["gen_flows.task.name"] === "extract";
    });
    expect(attempts.map(({ count, unit, attributes }) => ({ count, unit, error: attributes["error.type"] }))).toEqual(
      expect.arrayContaining([
        { count: 4, unit: "s", error: undefined },
        { count: 1, unit: "s", error: "Error" },
      ]),
    );
    expect(points.find(({ metric }) => metric === "gen_flows.workflow.duration")).toMatchObject({
      count: 1,
      attributes: { "gen_flows.workflow.name": "daily", "gen_flows.workflow.result": "success" },
    });
  });
});

test("a file with other columns fails the run at once: that is not retried, and nothing is loaded", async () => {
  writeFileSync(join(data, "inbox", DAY, "south.pos.csv"), "id,total\nsouth-1,12.50\n");

  const { ended, spans } = await loadDay();

  expect(ended).toMatchObject({ code: 1, stdout: "" });
  expect(ended.stderr).toContain("SchemaDrift");
  expect(ended.stderr).toContain("columns: [ 'id', 'total' ]");
  const drifted = spanLabelled(spans, "task extract[2]");
  expect(drifted).toMatchObject({ status: "error", attributes: { "error.type": "SchemaDrift", "etl.region": "south" } });
  expect(drifted.events.map(({ name }) => name)).toEqual(["exception"]);
  expect(spans.map(({ name }) => name)).not.toContain("task load");
  expect(spanLabelled(spans, "workflow daily")).toMatchObject({
    status: "error",
    attributes: { "error.type": "SchemaDrift", "gen_flows.workflow.result": "failure" },
  });
});

test("a load that fails alerts somebody, and fails the run with its own error", async () => {
  writeFileSync(join(data, "sales.sqlite"), "This is no database.");

  const { ended, spans } = await loadDay();

  expect(ended.code).toBe(1);
  expect(ended.stderr).toContain(`ALERT: load of ${DAY} failed: file is not a database`);
  expect(topology(spans).filter((line) => /load|alert/.test(line))).toEqual([
    "task alert < workflow daily",
    "task load #2 < workflow daily (previous_attempt:task load)",
    "task load #3 < workflow daily (previous_attempt:task load #2)",
    "task load < workflow daily",
  ]);
  expect(spanLabelled(spans, "task alert").attributes["gen_flows.step.id"]).toBe("loaded.catch/page");
  const failure = spanLabelled(spans, "task load #3").attributes["error.type"];
  expect(spanLabelled(spans, "workflow daily").attributes["error.type"]).toBe(failure);
});

test("the schedule says when the next load is due, and ends when it is told to", async () => {
  const scheduled = startProcess(["src/scheduled.ts"], { cwd: example.folder, environment: { DATA_DIRECTORY: data } });
  const next = await scheduled.line("The next load is due at ");
  expect(next).toMatch(/^\d{4}-\d\d-\d\dT03:15:00\.000Z$/);
  expect(new Date(next).getTime()).toBeGreaterThan(Date.now());
  scheduled.kill("SIGTERM");
  expect(await scheduled.ended).toMatchObject({ stderr: "" });
});

/** Runs a script of the example, with the data of this test. */
function run(script: string, ...words: readonly string[]): Promise<Ended> {
  return runProcess([script, ...words], { cwd: example.folder, environment: { DATA_DIRECTORY: data ?? "" } });
}

/** Loads the day, and returns what was sent meanwhile. */
async function loadDay(environment: Readonly<Record<string, string>> = {}): Promise<{
  readonly ended: Ended;
  readonly spans: readonly ReceivedSpan[];
  readonly points: readonly ReceivedPoint[];
}> {
  const before = { spans: receiver.spans.length, points: receiver.points.length };
  const ended = await runProcess(["src/main.ts", DAY], {
    cwd: example.folder,
    environment: { DATA_DIRECTORY: data, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.httpUrl, ...environment },
  });
  return { ended, spans: receiver.spans.slice(before.spans), points: receiver.points.slice(before.points) };
}

/** What the files say, counted without the example's code. */
function countSales(): Sales {
  const folder = join(data, "inbox", DAY);
  const amounts = readdirSync(folder)
    .flatMap((file) => readFileSync(join(folder, file), "utf8").trim().split("\n").slice(1))
    .map((line) => line.split(",")[1] ?? "")
    .filter((amount) => amount !== "" && !amount.startsWith("-"));
  return {
    rows: amounts.length,
    cents: amounts.reduce((sum, amount) => sum + Number(amount.replace(".", "")), 0),
  };
}

function readSales(): Sales {
  const connection = new DatabaseSync(join(data, "sales.sqlite"), { readOnly: true });
  try {
    const sum = connection.prepare("select count(*) as rows, sum(amount_cents) as cents from sales where day = ?");
    return { ...sum.get(DAY) } as unknown as Sales;
  } finally {
    connection.close();
  }
}
