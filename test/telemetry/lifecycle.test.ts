import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startReceiver } from "../support/otlp-receiver.ts";
import type { OtlpReceiver } from "../support/otlp-receiver.ts";
import { startProcess } from "../support/process.ts";
import { deadUrl } from "./collector.ts";
import { reportedIn } from "./faults/reported.ts";

const PROGRAM = fileURLToPath(new URL("programs/lifecycle.ts", import.meta.url));
const UNDER_TEST = fileURLToPath(new URL("programs/under-test.ts", import.meta.url));

let receiver: OtlpReceiver;

beforeAll(async () => {
  receiver = await startReceiver();
});

afterAll(() => receiver.close());

function start(way: string, target = receiver.httpUrl) {
  return startProcess(["--no-warnings", PROGRAM, way], { cwd: import.meta.dirname, environment: { TARGET: target } });
}

/** How many spans and log records have come of a program. */
function arrived(way: string): { readonly spans: number; readonly logs: number } {
  return {
    spans: receiver.spans.filter(({ resource }) => resource["service.name"] === way).length,
    logs: receiver.logs.filter(({ resource }) => resource["service.name"] === way).length,
  };
}

const ALL = { spans: 10, logs: 10 };

describe.concurrent("spans and log records", () => {
  test("arrive when the program comes to its end", async () => {
    expect(await start("end").ended).toMatchObject({ code: 0, stderr: "" });
    expect(arrived("end")).toEqual(ALL);
  });

  test("are counted, each kind by itself, when process.exit comes first", async () => {
    const { code, stderr } = await start("exit").ended;
    expect(code).toBe(3);
    expect(stderr).toMatch(/^gen-flows: 10 spans were not sent to /m);
    expect(stderr).toMatch(/^gen-flows: 10 log records were not sent to /m);
    expect(arrived("exit")).toEqual({ spans: 0, logs: 0 });
  });

  test("arrive when SIGTERM comes", async () => {
    const program = start("signal");
    await program.line("ready");
    program.kill("SIGTERM");
    expect(await program.ended).toMatchObject({ signal: "SIGTERM", stderr: "" });
    expect(arrived("signal")).toEqual(ALL);
  });

  test("arrive when an application closes itself on SIGTERM", async () => {
    const program = start("graceful");
    await program.line("ready");
    program.kill("SIGTERM");
    expect(await program.ended).toMatchObject({ code: 0, signal: null, stderr: "" });
    expect(arrived("graceful")).toEqual(ALL);
  });

  test("arrive when the program finds more to do at its end, again and again", async () => {
    const { code, stdout, stderr } = await start("more work").ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(arrived("more work")).toEqual({ spans: 40, logs: 40 });
    expect(JSON.parse(stdout)).toMatchObject({ produced: 40, exported: 40, logs: { produced: 40, exported: 40 } });
  });

  test("are all counted when the program finds more to do and there is no collector", async () => {
    const { code, stdout, stderr } = await start("more work", await deadUrl()).ended;
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ produced: 40, dropped: 40, unsent: 0, logs: { dropped: 40 } });
    expect(reportedIn(stderr)).toBe(80);
  });

  test("arrive from a program that reads its work from stdin", async () => {
    const script = `printf 'a\\nb\\n' | "${process.execPath}" --no-warnings "${PROGRAM}" stdin`;
    const options = { cwd: import.meta.dirname, environment: { TARGET: receiver.httpUrl }, program: "sh" };
    expect(await startProcess(["-c", script], options).ended).toMatchObject({ code: 0, stderr: "" });
    expect(arrived("stdin")).toEqual({ spans: 2, logs: 2 });
  });

  test("are not recorded after the shutdown, and whoever starts again is told, once", async () => {
    const { code, stderr } = await start("again").ended;
    expect(code).toBe(0);
    expect(arrived("again")).toEqual(ALL);
    expect(stderr).toBe(
      "gen-flows: telemetry has been stopped, and does not start again: what is done from now on is not recorded.\n",
    );
  });

  test.each([
    ["thread,end", ""],
    ["thread,error", "worker: boom\n"],
  ])("arrive from a worker thread (%s)", async (way, stdout) => {
    expect(await start(way).ended).toMatchObject({ code: 5, stdout, stderr: "" });
    expect(arrived(way)).toEqual(ALL);
  });

  test("arrive from a process of a cluster that is ended", async () => {
    const { code, stdout, stderr } = await start("cluster,signal").ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("worker: SIGTERM\n");
    expect(arrived("cluster,signal")).toEqual(ALL);
  });

  test("arrive from a test that runs under node --test", async () => {
    const { code } = await startProcess(["--no-warnings", "--test", UNDER_TEST], {
      cwd: import.meta.dirname,
      environment: { TARGET: receiver.httpUrl },
    }).ended;
    expect(code).toBe(0);
    expect(arrived("under test")).toEqual({ spans: 1, logs: 0 });
  });
});

test("a second SIGINT does not wait for a collector that hangs, and what is lost is counted", async () => {
  let asked: () => void;
  const underWay = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const silent = createServer((request) => {
    request.resume();
    asked();
  });
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const program = start("signal", `http://127.0.0.1:${(silent.address() as AddressInfo).port}`);
  await program.line("ready");
  program.kill("SIGINT");
  await underWay;
  program.kill("SIGINT");
  const { signal, stderr } = await program.ended;
  silent.closeAllConnections();
  silent.close();
  expect(signal).toBe("SIGINT");
  expect(stderr).toContain("a second signal, SIGINT, came first.");
  expect(reportedIn(stderr)).toBe(20);
});
