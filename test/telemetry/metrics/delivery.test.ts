import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startReceiver } from "../../support/otlp-receiver.ts";
import type { OtlpReceiver } from "../../support/otlp-receiver.ts";
import { deadUrl } from "../collector.ts";
import { runProgram } from "../run-program.ts";

let receiver: OtlpReceiver;

beforeAll(async () => {
  receiver = await startReceiver();
});

afterAll(() => receiver.close());

let runs = 0;

/** Runs the program, and says what arrived of its counter: the last value of each region. */
async function run(way: string, exporters: readonly object[], environment: Readonly<Record<string, string>> = {}) {
  runs += 1;
  const number = runs;
  const ended = await runProgram("metered", {
    arguments: [way],
    environment: { EXPORTERS: JSON.stringify(exporters), OTEL_RESOURCE_ATTRIBUTES: `test.run=run ${number}`, ...environment },
    ...(way === "signal" && { signal: "SIGTERM" }),
  });
  const points = receiver.points.filter(({ resource }) => resource["test.run"] === `run ${number}`);
  const received = new Map(points.map(({ attributes, value }) => [String(attributes["region"]), value]));
  return { ...ended, received: Object.fromEntries(received) };
}

const ALL = { eu: 3, us: 4 };

function otlp(): readonly object[] {
  return [{ type: "otlphttp", endpoint: receiver.httpUrl }];
}

describe.concurrent("the last interval of metrics", () => {
  test.each([
    ["end", { code: 5 }],
    ["flush-then-exit", { code: 3 }],
    ["shutdown", { code: 0 }],
    ["signal", { signal: "SIGTERM" }],
  ])("is sent: %s", async (way, outcome) => {
    const ended = await run(way, otlp());
    expect(ended).toMatchObject({ ...outcome, received: ALL, warnings: [] });
  });

  test("is counted where process.exit comes first", async () => {
    const ended = await run("exit", otlp());
    expect(ended).toMatchObject({ code: 3 });
    expect(ended.warnings).toEqual([
      `gen-flows: 2 data points were not sent to ${receiver.httpUrl}/v1/metrics: process.exit() came first. Await telemetry.flush() before it.`,
    ]);
  });
});

describe("an exporter that fails", () => {
  test("is told of once, and the others go on", async () => {
    const dead = await deadUrl();
    const ended = await run("signal", [{ type: "otlphttp", endpoint: dead }, ...otlp()], {
      READER: JSON.stringify({ interval: 50 }),
    });
    expect(ended).toMatchObject({ signal: "SIGTERM", received: ALL });
    expect(ended.warnings.filter((line) => line.includes(dead))).toHaveLength(1);
    expect(ended.warnings[0]).toMatch(/^gen-flows: metrics cannot be sent to .*ECONNREFUSED.* Workflows run on\.$/);
  });

  test("has OTEL_METRIC_EXPORT_TIMEOUT to answer", async () => {
    const silent = createServer((request) => request.resume());
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const address = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const { code, warnings } = await run("flush-then-exit", [{ type: "otlphttp", endpoint: address }], {
      OTEL_METRIC_EXPORT_TIMEOUT: "200",
    });
    silent.closeAllConnections();
    silent.close();
    expect(code).toBe(3);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(`metrics cannot be sent to ${address}/v1/metrics: no answer within 200 ms.`);
  });
});

test("several exporters at once: the console too, one line a series", async () => {
  const ended = await run("end", [...otlp(), { type: "console" }]);
  expect(ended.received).toEqual(ALL);
  expect(new Set(ended.stderr.trim().split("\n"))).toEqual(new Set(['metric orders 3 region="eu"', 'metric orders 4 region="us"']));
});

test("OTEL_METRIC_EXPORT_INTERVAL goes before the spec's interval", async () => {
  const ended = await run("signal", otlp(), { READER: JSON.stringify({ interval: 3_600_000 }), OTEL_METRIC_EXPORT_INTERVAL: "1" });
  expect(ended.received).toEqual(ALL);
});

describe.concurrent("exemplars", () => {
  test("the SDK has none, so whoever asks for them is told", async () => {
    const { warnings } = await run("end", otlp(), { OTEL_METRICS_EXEMPLAR_FILTER: "trace_based" });
    expect(warnings).toEqual([
      "gen-flows: OTEL_METRICS_EXEMPLAR_FILTER=trace_based has no effect: OpenTelemetry's SDK for JavaScript records no exemplars.",
    ]);
  });

  test("always_off is what happens, so there is nothing to say", async () => {
    expect((await run("end", otlp(), { OTEL_METRICS_EXEMPLAR_FILTER: "always_off" })).warnings).toEqual([]);
  });
});
