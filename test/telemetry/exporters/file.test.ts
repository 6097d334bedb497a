import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { logs, metrics, SeverityNumber, trace } from "@opentelemetry/api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fileLogs } from "../../../runtime/src/telemetry/exporters/file-logs.ts";
import { fileMetrics } from "../../../runtime/src/telemetry/exporters/file-metrics.ts";
import { fileTraces } from "../../../runtime/src/telemetry/exporters/file-traces.ts";
import { defineTelemetry } from "../../../runtime/src/telemetry/index.ts";
import { defineLogs } from "../../../runtime/src/telemetry/logs/define-logs.ts";
import { startReceiver } from "../../support/otlp-receiver.ts";
import type { OtlpReceiver } from "../../support/otlp-receiver.ts";

const SIGNALS = { resourceSpans: "traces", resourceMetrics: "metrics", resourceLogs: "logs" } as const;

const folder = mkdtempSync(join(tmpdir(), "gen-flows-file-"));
let receiver: OtlpReceiver;

beforeAll(async () => {
  receiver = await startReceiver();
});

afterAll(async () => {
  await receiver.close();
  rmSync(folder, { recursive: true });
});

test("a line of OTLP in JSON for each export, of all signals", async () => {
  const filename = join(folder, "made/on/demand.jsonl");
  const telemetry = defineTelemetry({
    serviceName: "shop",
    exporters: [fileTraces({ filename })],
    metrics: { exporters: [fileMetrics({ filename })] },
    logs: defineLogs({ exporters: [fileLogs({ filename })] }),
  });
  telemetry.start();
  trace.getTracer("test").startSpan("task chargeCard", { attributes: { "shop.amount": 4_200 } }).end();
  metrics.getMeter("test").createCounter("shop.charged").add(4_200);
  logs.getLogger("test").emit({ body: "charged", severityNumber: SeverityNumber.INFO });
  await telemetry.flush();
  trace.getTracer("test").startSpan("task notify").end();
  await telemetry.shutdown();

  const lines = readFileSync(filename, "utf8").trimEnd().split("\n");
  for (const line of lines) {
    await replay(line);
  }
  expect(receiver.spans.map(({ name, attributes }) => [name, attributes])).toEqual([
    ["task chargeCard", { "shop.amount": 4_200 }],
    ["task notify", {}],
  ]);
  expect(receiver.logs).toMatchObject([{ body: "charged", resource: { "service.name": "shop" } }]);
  expect(receiver.points.at(-1)).toMatchObject({ metric: "shop.charged", value: 4_200 });
});

/** Sends a line as it is to the receiver, which decodes it. */
async function replay(line: string): Promise<void> {
  const [key] = Object.keys(JSON.parse(line) as Record<keyof typeof SIGNALS, unknown>) as (keyof typeof SIGNALS)[];
  const path = key && SIGNALS[key];
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${receiver.httpUrl}/v1/${path}`, { method: "POST", headers, body: line });
  expect(response.status).toBe(200);
}
