/**
 * Makes spans without end, some each few milliseconds: `busy.ts <http|grpc>`. Prints `made <n>` after each lot, before
 * anything else can happen. Ends itself, or throws, when it gets SIGUSR2. In the environment: TARGET, SERVICE, and
 * WAY, `end` or `error`.
 */
import { writeSync } from "node:fs";
import { trace } from "@opentelemetry/api";
import { otlpGrpcTraces } from "../../../runtime/src/telemetry/exporters/otlp-grpc-traces.ts";
import { otlpHttpTraces } from "../../../runtime/src/telemetry/exporters/otlp-http-traces.ts";
import { defineTelemetry } from "../../../runtime/src/telemetry/index.ts";

const LOT = 200;
const PAUSE = 10;

const { SERVICE: serviceName = "", WAY: way } = process.env;
const makeExporter = process.argv[2] === "grpc" ? otlpGrpcTraces : otlpHttpTraces;
const telemetry = defineTelemetry({
  serviceName,
  exporters: [makeExporter({ endpoint: "${env:TARGET}" })],
  processor: { type: "batch", scheduledDelay: 200 },
});
telemetry.start();

let made = 0;
const timer = setInterval(() => {
  for (let index = 0; index < LOT; index += 1) {
    trace.getTracer("busy").startSpan("work").end();
  }
  made += LOT;
  writeSync(1, `made ${made}\n`);
}, PAUSE);

process.on("SIGUSR2", () => {
  clearInterval(timer);
  if (way === "error") {
    throw new Error("boom");
  }
});
