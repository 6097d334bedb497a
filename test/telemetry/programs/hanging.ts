/**
 * Ends while an export is on its way: `hanging.ts <http|grpc> <traces|metrics> <end|shutdown|signal|error>`. The
 * address is in TARGET. What became of the spans is printed at the very end.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { metrics, trace } from "@opentelemetry/api";
import { otlpGrpcMetrics } from "../../../runtime/src/telemetry/exporters/otlp-grpc-metrics.ts";
import { otlpGrpcTraces } from "../../../runtime/src/telemetry/exporters/otlp-grpc-traces.ts";
import { otlpHttpMetrics } from "../../../runtime/src/telemetry/exporters/otlp-http-metrics.ts";
import { otlpHttpTraces } from "../../../runtime/src/telemetry/exporters/otlp-http-traces.ts";
import { defineTelemetry } from "../../../runtime/src/telemetry/index.ts";

const [protocol, signal, way] = process.argv.slice(2);
// Whoever waits for the exporter's own timeout outlasts the test.
const options = { endpoint: "${env:TARGET}", timeout: 120_000 };
const exporters = {
  traces: { http: otlpHttpTraces, grpc: otlpGrpcTraces },
  metrics: { http: otlpHttpMetrics, grpc: otlpGrpcMetrics },
};

const telemetry = defineTelemetry({
  serviceName: "hanging",
  exporters: signal === "traces" ? [exporters.traces[protocol as "http" | "grpc"](options)] : [],
  processor: { type: "batch", exportTimeout: 120_000 },
  metrics:
    signal === "metrics"
      ? { exporters: [exporters.metrics[protocol as "http" | "grpc"](options)], interval: 100 }
      : undefined,
});
telemetry.start();
process.on("exit", () => {
  console.log(JSON.stringify(telemetry.statistics()));
});

const tracer = trace.getTracer("test");
for (let index = 0; index < 2_000; index += 1) {
  tracer.startSpan(`span ${index}`).end();
}
metrics.getMeter("test").createCounter("orders").add(1);
// By now a full batch, or the first interval of the metrics, is on its way.
await sleep(500);

switch (way) {
  case "end":
    process.exitCode = 5;
    break;
  case "shutdown":
    await telemetry.shutdown();
    break;
  case "signal":
    console.log("ready");
    setInterval(() => {}, 1_000);
    break;
  case "error":
    throw new TypeError("boom");
}
