import { afterAll, beforeAll, expect, test } from "vitest";
import { deadUrl, startCollector } from "./collector.ts";
import type { Collector } from "./collector.ts";
import { runProgram } from "./run-program.ts";

let collector: Collector;

beforeAll(async () => {
  collector = await startCollector();
});

afterAll(() => collector.close());

test("an exporter that throws is told of once, with the sum at the end, and does not disturb the others", async () => {
  const ended = await runProgram("robustness", { arguments: ["exporter throws"] });
  expect(ended.code).toBe(0);
  expect(JSON.parse(ended.stdout)).toEqual({ produced: 2_400, exported: 1_200, dropped: 1_200, unsent: 0 });
  expect(ended.warnings).toHaveLength(2);
  expect(ended.warnings[0]).toContain("spans cannot be sent to nowhere: exporter bug.");
  expect(ended.warnings[1]).toBe("gen-flows: 1200 spans were not sent to nowhere.");
});

test("an exporter that never answers is given up after its timeout", async () => {
  const ended = await runProgram("robustness", { arguments: ["exporter never answers"] });
  expect(ended.code).toBe(0);
  expect(JSON.parse(ended.stdout)).toEqual({ produced: 10, exported: 0, dropped: 10, unsent: 0 });
  expect(ended.warnings[0]).toContain("no answer within 50 ms");
});

test("a sampler that throws does not break the work", async () => {
  const ended = await runProgram("robustness", { arguments: ["sampler throws"] });
  expect(ended).toMatchObject({ code: 0, stdout: "work goes on\n" });
  expect(ended.warnings).toEqual([
    "gen-flows: the sampler buggy throws, and its spans are not recorded: Error: sampler bug",
  ]);
});

test("a processor that throws, added after the start, does not break the work", async () => {
  const ended = await runProgram("robustness", { arguments: ["processor throws"] });
  const names = ["span 0", "span 1"];
  expect(ended.code).toBe(0);
  expect(JSON.parse(ended.stdout)).toEqual({ added: names, exported: names });
  expect(ended.warnings).toEqual(["gen-flows: a span processor throws, and may miss spans: processor bug"]);
});

test("spans wait for a collector that comes later, and its coming is told", async () => {
  const target = await deadUrl();
  let later: Promise<Collector> | undefined;
  collector.reset();
  const ended = await runProgram("robustness", {
    arguments: ["collector comes later"],
    environment: { TARGET: target },
    onReady: () => {
      later = startCollector(Number(new URL(target).port));
    },
  });
  const started = await later;
  await started?.close();
  expect(ended.code).toBe(0);
  expect(new Set(started?.spans).size).toBe(2_000);
  expect(ended.warnings).toHaveLength(2);
  expect(ended.warnings[0]).toContain(`spans cannot be sent to ${target}/v1/traces: `);
  expect(ended.warnings[1]).toBe(`gen-flows: spans reach ${target}/v1/traces again.`);
});

test("who waits for room loses nothing of 100,000 spans", async () => {
  collector.reset();
  const ended = await runProgram("robustness", {
    arguments: ["pressure"],
    environment: { TARGET: collector.httpUrl },
  });
  expect(JSON.parse(ended.stdout)).toEqual({ produced: 100_000, exported: 100_000, dropped: 0, unsent: 0 });
  expect(collector.spans).toHaveLength(100_000);
  expect(ended.stderr).toBe("");
});

/** Those of the items, of the `forEach` and of the workflow. */
const FAN_OUT_SPANS = 100_002;

test("a forEach of 100,000 quick items all at once drops what exceeds the queue, and says how much", async () => {
  collector.reset();
  const ended = await runProgram("fan-out", {
    arguments: ["100000"],
    environment: { TARGET: collector.httpUrl },
  });
  const arrived = collector.spans.length;
  const dropped = FAN_OUT_SPANS - arrived;
  expect(dropped).toBeGreaterThan(0);
  expect(JSON.parse(ended.stdout)).toEqual({
    total: 9_999_900_000,
    statistics: { produced: FAN_OUT_SPANS, exported: arrived, dropped, unsent: 0 },
  });
  expect(ended.warnings).toEqual([
    `gen-flows: ${dropped} spans were dropped: more than 32768 waited for ${collector.httpUrl}/v1/traces. ` +
      "Raise telemetry.processor.maxQueueSize, or sample.",
  ]);
});
