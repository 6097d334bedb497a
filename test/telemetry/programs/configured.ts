/** Starts telemetry with the options in OPTIONS (JSON), makes a span and a measurement, and prints what came of it. */
import { context, metrics, propagation, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { consoleMetrics } from "../../../runtime/src/telemetry/exporters/console-metrics.ts";
import { consoleTraces } from "../../../runtime/src/telemetry/exporters/console-traces.ts";
import { otlpGrpcMetrics } from "../../../runtime/src/telemetry/exporters/otlp-grpc-metrics.ts";
import { otlpGrpcTraces } from "../../../runtime/src/telemetry/exporters/otlp-grpc-traces.ts";
import { otlpHttpMetrics } from "../../../runtime/src/telemetry/exporters/otlp-http-metrics.ts";
import { otlpHttpTraces } from "../../../runtime/src/telemetry/exporters/otlp-http-traces.ts";
import { defineTelemetry } from "../../../runtime/src/telemetry/index.ts";
import type { OtlpOptions, TelemetryOptions } from "../../../runtime/src/telemetry/index.ts";

const TRACES = { otlphttp: otlpHttpTraces, otlpgrpc: otlpGrpcTraces, console: consoleTraces };
const METRICS = { otlphttp: otlpHttpMetrics, otlpgrpc: otlpGrpcMetrics, console: consoleMetrics };

export type Exporter = OtlpOptions & { readonly type: keyof typeof TRACES };

export interface Configuration extends Omit<Partial<TelemetryOptions>, "exporters" | "metrics"> {
  readonly exporters?: readonly Exporter[];
  readonly metrics?: readonly Exporter[];
}

const configuration = JSON.parse(process.env["OPTIONS"] ?? "{}") as Configuration;
const { exporters = [], metrics: metricExporters, ...options } = configuration;
const telemetry = defineTelemetry({
  serviceName: "configured",
  exporters: exporters.map(({ type, ...rest }) => TRACES[type](rest)),
  ...(metricExporters === undefined
    ? {}
    : { metrics: { exporters: metricExporters.map(({ type, ...rest }) => METRICS[type](rest)) } }),
  ...options,
});

try {
  telemetry.start();
  telemetry.start();
} catch (error) {
  console.log(JSON.stringify({ error: `${(error as Error).name}: ${(error as Error).message}` }));
  process.exit(1);
}

const parent = propagation.extract(ROOT_CONTEXT, {
  TraceParent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00",
});
const root = trace.getTracer("test").startSpan("root", {}, ROOT_CONTEXT);
const child = trace.getTracer("test").startSpan("child", {}, parent);
const carrier: Record<string, string> = {};
const baggage = propagation.createBaggage({ tenant: { value: "t1" } });
context.with(propagation.setBaggage(trace.setSpan(parent, root), baggage), () => {
  propagation.inject(context.active(), carrier);
});
metrics.getMeter("test").createCounter("orders").add(1);
const made = {
  root: root.isRecording(),
  child: child.isRecording(),
  continued: child.spanContext().traceId === "0af7651916cd43dd8448eb211c80319c",
  validId: trace.isSpanContextValid(root.spanContext()),
  carrier: Object.keys(carrier).toSorted(),
};
root.end();
child.end();
await telemetry.flush();
console.log(JSON.stringify({ ...made, traceUrl: telemetry.traceUrl("abc"), statistics: telemetry.statistics() }));
