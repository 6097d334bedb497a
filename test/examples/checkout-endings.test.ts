import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ExampleCopy } from "../support/example.ts";
import { startReceiver } from "../support/otlp-receiver.ts";
import { runProcess, startProcess } from "../support/process.ts";
import type { RunningProcess } from "../support/process.ts";
import { generateCheckout, startService } from "./checkout-run.ts";

let example: ExampleCopy;

beforeAll(async () => {
  example = await generateCheckout();
});

afterAll(() => {
  example.remove();
});

test("SIGTERM in the middle of a run: the process ends by it, and no span is lost, open ones included", async () => {
  const receiver = await startReceiver();
  const telemetry = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.grpcUrl };
  const { service, url } = await startService(example, { ...telemetry, STALL: "/payments" });
  const stalled = service.line("leaving /payments unanswered");
  const main = startProcess(["src/main.ts"], {
    cwd: example.folder,
    // Nothing is sent before the process ends.
    environment: { ...telemetry, SHOP_SERVICE_URL: url, OTEL_BSP_SCHEDULE_DELAY: "600000" },
  });
  try {
    await stalled;
    expect(receiver.spans).toEqual([]);
    main.kill("SIGTERM");

    expect(await main.ended).toMatchObject({ code: null, signal: "SIGTERM", stdout: "" });
    const { spans } = receiver;
    expect(spans.map(({ name, status }) => `${name}: ${status}`).toSorted()).toEqual([
      "submit checkout: unset",
      "task chargeCard: error",
      "task reserveStock: unset",
      "task scoreFraud: unset",
      "workflow checkout: error",
    ]);
    const interrupted = spans.filter(({ status }) => status === "error");
    expect(interrupted.map(({ attributes }) => attributes["error.type"])).toEqual(["SIGTERM", "SIGTERM"]);
    const ids = new Set(spans.map(({ spanId }) => spanId));
    expect(spans.filter(({ parentSpanId }) => parentSpanId !== undefined && !ids.has(parentSpanId))).toEqual([]);
  } finally {
    main.kill("SIGKILL");
    service.kill("SIGKILL");
    await receiver.close();
  }
});

describe.each([
  { protocol: "grpc", path: "" },
  { protocol: "http/protobuf", path: "/v1/traces" },
])("a collector that has stopped ($protocol)", ({ protocol, path }) => {
  let service: RunningProcess;
  let endpoint: string;
  let environment: Readonly<Record<string, string>>;

  beforeAll(async () => {
    const receiver = await startReceiver();
    endpoint = protocol === "grpc" ? receiver.grpcUrl : receiver.httpUrl;
    await receiver.close();
    environment = { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: protocol };
    const started = await startService(example, environment);
    ({ service } = started);
    environment = { ...environment, SHOP_SERVICE_URL: started.url };
  });

  afterAll(() => {
    service.kill("SIGKILL");
  });

  test("changes neither result nor exit code, and is told once", async () => {
    const { code, stdout, stderr } = await runProcess(["src/main.ts"], { cwd: example.folder, environment });

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ status: "confirmed" });
    const warnings = stderr.split("\n").filter((line) => line.startsWith("gen-flows: "));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(`10 spans were not sent to ${endpoint}${path}: connect ECONNREFUSED`);
  });

  test("leaves a failure what it is", async () => {
    const { code, stdout, stderr } = await runProcess(["src/main.ts"], {
      cwd: example.folder,
      environment: { ...environment, CUSTOMER: "broke" },
    });

    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("CardDeclined");
    expect(stderr.match(/^gen-flows: /gm)).toHaveLength(1);
  });
});

test("a collector that takes connections and never answers does not keep the process alive", { timeout: 30_000 }, async () => {
  const sockets = new Set<Socket>();
  const silent = createServer((socket) => sockets.add(socket));
  await once(silent.listen(0, "127.0.0.1"), "listening");
  const endpoint = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const telemetry = { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint };
  const { service, url } = await startService(example, { OTEL_TRACES_EXPORTER: "none" });
  try {
    const { code, stdout, stderr } = await runProcess(["src/main.ts"], {
      cwd: example.folder,
      environment: { ...telemetry, SHOP_SERVICE_URL: url },
    });

    expect(sockets.size).toBeGreaterThan(0);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ status: "confirmed" });
    expect(stderr.match(/^gen-flows: .*$/gm)).toEqual([expect.stringContaining(`10 spans were not sent to ${endpoint}`)]);
  } finally {
    service.kill("SIGKILL");
    for (const socket of sockets) {
      socket.destroy();
    }
    silent.close();
  }
});
