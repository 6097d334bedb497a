/**
 * Records a counter and ends: `metered.ts <end|exit|flush-then-exit|linger|shutdown|signal>`. Where its metrics go is in
 * EXPORTERS, as JSON; the settings of the reader are in READER.
 */
import { once } from "node:events";
import { metrics } from "@opentelemetry/api";
import { consoleMetrics } from "../../../runtime/src/telemetry/exporters/console-metrics.ts";
import { otlpHttpMetrics } from "../../../runtime/src/telemetry/exporters/otlp-http-metrics.ts";
import { prometheusMetrics } from "../../../runtime/src/telemetry/exporters/prometheus-metrics.ts";
import type { PrometheusOptions } from "../../../runtime/src/telemetry/exporters/prometheus-options.ts";
import { defineTelemetry } from "../../../runtime/src/telemetry/index.ts";
import type { MetricExporterDefinition, OtlpOptions } from "../../../runtime/src/telemetry/index.ts";

type Exporter =
  | { readonly type: "console" }
  | ({ readonly type: "otlphttp" } & OtlpOptions)
  | ({ readonly type: "prometheus" } & PrometheusOptions);

function create(exporter: Exporter): MetricExporterDefinition {
  switch (exporter.type) {
    case "console":
      return consoleMetrics();
    case "otlphttp":
      return otlpHttpMetrics(exporter);
    case "prometheus":
      return prometheusMetrics(exporter);
  }
}

const exporters = JSON.parse(process.env["EXPORTERS"] ?? "[]") as readonly Exporter[];
const telemetry = defineTelemetry({
  serviceName: "metered",
  exporters: [],
  metrics: {
    exporters: exporters.map(create),
    ...(JSON.parse(process.env["READER"] ?? "{}") as object),
  },
});
telemetry.start();
const orders = metrics.getMeter("test").createCounter("orders");
orders.add(3, { region: "eu" });
orders.add(4, { region: "us" });

switch (process.argv[2]) {
  case "exit":
    process.exit(3);
    break;
  case "flush-then-exit":
    await telemetry.flush();
    process.exit(3);
    break;
  case "shutdown":
    await telemetry.shutdown();
    break;
  case "linger": {
    const alive = setInterval(() => {}, 1_000);
    const enough = once(process, "SIGUSR2");
    console.log("ready");
    await enough;
    clearInterval(alive);
    process.exitCode = 5;
    break;
  }
  case "signal":
    console.log("ready");
    setInterval(() => {}, 1_000);
    break;
  default:
    process.exitCode = 5;
}
