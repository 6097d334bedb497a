import { mkdtemp, readFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { deadUrl, startCollector } from "./collector.ts";
import type { Collector } from "./collector.ts";
import { runProgram } from "./run-program.ts";

const TEN_SPANS = Array.from({ length: 10 }, (_, index) => `span ${index}`);

let collector: Collector;

beforeAll(async () => {
  collector = await startCollector();
});

afterAll(() => collector.close());

beforeEach(() => {
  collector.reset();
});

describe.each(["http", "grpc"] as const)("with spans queued for OTLP over %s", (protocol) => {
  function run(way: string, signal?: NodeJS.Signals) {
    return runProgram("ways-out", {
      arguments: [protocol, way],
      environment: { TARGET: protocol === "http" ? collector.httpUrl : collector.grpcUrl },
      ...(signal === undefined ? {} : { signal }),
    });
  }

  test("a natural end sends them and keeps the exit code", async () => {
    const ended = await run("end");
    expect(collector.spans).toEqual(TEN_SPANS);
    expect(ended).toMatchObject({ code: 5, signal: null, stdout: "result 42\n", stderr: "" });
  });

  test("an uncaught error sends them, then crashes as Node does", async () => {
    const ended = await run("error");
    expect(collector.spans).toEqual(TEN_SPANS);
    expect(ended).toMatchObject({ code: 1, warnings: [] });
    expect(ended.stderr).toMatch(/^TypeError: boom\n {4}at .*ways-out\.ts:\d+/m);
  });

  test("an unhandled rejection sends them, then crashes as Node does", async () => {
    const ended = await run("rejection");
    expect(collector.spans).toEqual(TEN_SPANS);
    expect(ended).toMatchObject({ code: 1, warnings: [] });
    expect(ended.stderr).toMatch(/^RangeError: unhandled boom\n {4}at .*ways-out\.ts:\d+/m);
  });

  test.each(["SIGTERM", "SIGINT"] as const)("%s sends them, then ends the process by the signal", async (signal) => {
    const ended = await run("signal", signal);
    expect(collector.spans).toEqual(TEN_SPANS);
    expect(ended).toMatchObject({ code: null, signal, stderr: "" });
  });
});

function run(way: string, signal?: NodeJS.Signals) {
  return runProgram("ways-out", {
    arguments: ["http", way],
    environment: { TARGET: collector.httpUrl },
    ...(signal === undefined ? {} : { signal }),
  });
}

test("an application that listens for SIGTERM decides what happens", async () => {
  const ended = await run("signal-with-listener", "SIGTERM");
  expect(collector.spans).toEqual(TEN_SPANS);
  expect(ended).toMatchObject({ code: 0, signal: null, stdout: "ready\napplication says goodbye\n", stderr: "" });
});

test("the package signal-exit and we do not wait for each other", async () => {
  const ended = await run("signal-exit", "SIGTERM");
  expect(collector.spans).toEqual(TEN_SPANS);
  expect(ended).toMatchObject({ code: null, signal: "SIGTERM", stdout: "ready\nsignal-exit\n" });
});

test("an application that handles uncaught errors goes on", async () => {
  const ended = await run("user-handler");
  expect(collector.spans).toEqual(TEN_SPANS);
  expect(ended).toMatchObject({ code: 0, stdout: "handled boom\n", stderr: "" });
});

test("process.exit says how many spans are lost", async () => {
  const ended = await run("exit");
  expect(collector.spans).toEqual([]);
  expect(ended.code).toBe(3);
  expect(ended.warnings).toEqual([
    `gen-flows: 10 spans were not sent to ${collector.httpUrl}/v1/traces: ` +
      "process.exit() came first. Await telemetry.flush() before it.",
  ]);
});

test("process.exit after a flush loses nothing", async () => {
  const ended = await run("flush-then-exit");
  expect(collector.spans).toEqual(TEN_SPANS);
  expect(ended).toMatchObject({ code: 3, stderr: "" });
});

test("process.exit while an uncaught error waits for its spans still fails, and prints the error", async () => {
  const ended = await run("error-then-exit");
  expect(ended.code).toBe(1);
  expect(ended.stderr).toContain("process.exit() was called after an uncaught error: TypeError: boom");
});

test("process.exit loses nothing that goes to a file", async () => {
  const filename = join(await mkdtemp(join(tmpdir(), "gen-flows-")), "deep", "traces.jsonl");
  const ended = await runProgram("ways-out", { arguments: ["file", "exit"], environment: { TARGET: filename } });
  expect(ended).toMatchObject({ code: 3, stderr: "" });
  const lines = (await readFile(filename, "utf8")).trimEnd().split("\n");
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    resourceSpans: [{ scopeSpans: [{ spans: TEN_SPANS.map((name) => ({ name })) }] }],
  });
});

test("a file that cannot be written is named once", async () => {
  const ended = await runProgram("ways-out", {
    arguments: ["file", "end", "2000"],
    environment: { TARGET: "/dev/null/traces.jsonl" },
  });
  expect(ended).toMatchObject({ code: 5, stdout: "result 42\n" });
  expect(ended.warnings).toHaveLength(2);
  expect(ended.warnings[0]).toContain("spans cannot be sent to /dev/null/traces.jsonl: EEXIST");
  expect(ended.warnings[1]).toBe("gen-flows: 2000 spans were not sent to /dev/null/traces.jsonl.");
});

test("spans that end after the shutdown are counted and told of", async () => {
  const ended = await run("shutdown");
  expect(collector.spans).toEqual(TEN_SPANS);
  expect(JSON.parse(ended.stdout)).toEqual({ produced: 11, exported: 10, dropped: 1, unsent: 0 });
  expect(ended.warnings).toEqual([
    "gen-flows: spans end after telemetry has been stopped: they are dropped.",
    "gen-flows: 1 span was dropped after telemetry had been stopped.",
  ]);
});

describe.each(["http", "grpc"] as const)("with no collector on %s", (protocol) => {
  const endings = {
    end: { code: 5, signal: null, stdout: "result 42\n" },
    error: { code: 1, signal: null },
    signal: { code: null, signal: "SIGTERM" },
    shutdown: { code: 0, signal: null },
  };

  async function run(way: keyof typeof endings, count: string) {
    const target = await deadUrl();
    const ended = await runProgram("ways-out", {
      arguments: [protocol, way, count],
      environment: { TARGET: target },
      signal: "SIGTERM",
    });
    return { target, ended };
  }

  test.each(["end", "error", "signal"] as const)("the process ends as it would, with one warning (%s)", async (way) => {
    const { target, ended } = await run(way, "10");
    expect(ended).toMatchObject(endings[way]);
    expect(ended.warnings).toHaveLength(1);
    expect(ended.warnings[0]).toContain(`gen-flows: 10 spans were not sent to ${target}`);
    expect(ended.warnings[0]).toContain(`ECONNREFUSED`);
    expect(ended.warnings[0]).toContain("Check that a collector listens there");
  });

  test("a shutdown says what it could not send", async () => {
    const { target, ended } = await run("shutdown", "10");
    expect(ended).toMatchObject(endings.shutdown);
    expect(JSON.parse(ended.stdout)).toEqual({ produced: 11, exported: 0, dropped: 11, unsent: 0 });
    expect(ended.warnings[0]).toContain(`gen-flows: 10 spans were not sent to ${target}`);
  });

  test.each(["end", "signal"] as const)("a failure in between is told of, and the sum at the end (%s)", async (way) => {
    const { target, ended } = await run(way, "2000");
    expect(ended).toMatchObject(endings[way]);
    expect(ended.warnings).toHaveLength(2);
    expect(ended.warnings[0]).toContain(`spans cannot be sent to ${target}`);
    expect(ended.warnings[0]).toContain("Check that a collector listens there");
    expect(ended.warnings[1]).toContain(`2000 spans were not sent to ${target}`);
    expect(ended.warnings[1]).not.toContain("Check");
  });
});

test("a collector that does not answer holds the end of the process for no longer than the deadline", async () => {
  const silent = createServer();
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const { port } = silent.address() as AddressInfo;
  const ended = await runProgram("ways-out", {
    arguments: ["http", "end"],
    environment: { TARGET: `http://127.0.0.1:${port}` },
  });
  silent.close();
  expect(ended).toMatchObject({ code: 5, stdout: "result 42\n" });
  expect(ended.warnings).toEqual([
    `gen-flows: 10 spans were not sent to http://127.0.0.1:${port}/v1/traces: it did not take them within 3 s.`,
  ]);
});

test("a burst of 20,000 spans arrives whole", async () => {
  const ended = await runProgram("ways-out", {
    arguments: ["http", "statistics", "20000"],
    environment: { TARGET: collector.httpUrl },
  });
  expect(JSON.parse(ended.stdout)).toEqual({ produced: 20_000, exported: 20_000, dropped: 0, unsent: 0 });
  expect(new Set(collector.spans).size).toBe(20_000);
  expect(ended.stderr).toBe("");
});

test("what a short queue drops of a burst is counted and told of once", async () => {
  const ended = await runProgram("ways-out", {
    arguments: ["http", "statistics", "20000"],
    environment: { TARGET: collector.httpUrl, OTEL_BSP_MAX_QUEUE_SIZE: "2048" },
  });
  const dropped = 20_000 - collector.spans.length;
  expect(dropped).toBeGreaterThan(0);
  expect(JSON.parse(ended.stdout)).toEqual({ produced: 20_000, exported: collector.spans.length, dropped, unsent: 0 });
  expect(ended.warnings).toEqual([
    `gen-flows: ${dropped} spans were dropped: more than 2048 waited for ${collector.httpUrl}/v1/traces. ` +
      "Raise telemetry.processor.maxQueueSize, or sample.",
  ]);
});
