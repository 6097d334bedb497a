/**
 * Starts telemetry with the exporter of `idle.ts <type> <endpoint> [signal]`, and waits a while without making a span, or for
 * SIGUSR2.
 */
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { otlpGrpcTraces } from "../../../runtime/src/telemetry/exporters/otlp-grpc-traces.ts";
import { otlpHttpJsonTraces } from "../../../runtime/src/telemetry/exporters/otlp-http-json-traces.ts";
import { otlpHttpMetrics } from "../../../runtime/src/telemetry/exporters/otlp-http-metrics.ts";
import { otlpHttpTraces } from "../../../runtime/src/telemetry/exporters/otlp-http-traces.ts";
import { zipkinTraces } from "../../../runtime/src/telemetry/exporters/zipkin-traces.ts";
import { defineTelemetry } from "../../../runtime/src/telemetry/index.ts";

const [type, endpoint, end] = process.argv.slice(2);
const traces = { otlphttp: otlpHttpTraces, "otlphttp-json": otlpHttpJsonTraces, otlpgrpc: otlpGrpcTraces, zipkin: zipkinTraces };

const telemetry = defineTelemetry({
  serviceName: "idle",
  exporters: type === "metrics" ? [] : [traces[type as keyof typeof traces]({ endpoint })],
  metrics: type === "metrics" ? { exporters: [otlpHttpMetrics({ endpoint })] } : undefined,
});
telemetry.start();
if (end === "signal") {
  const alive = setInterval(() => {}, 1_000);
  await once(process, "SIGUSR2");
  clearInterval(alive);
}
// Long enough for a second warning, or for one that should not be there.
await sleep(700);
process.exit();
