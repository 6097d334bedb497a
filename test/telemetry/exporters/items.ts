import { ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from "@opentelemetry/sdk-logs";
import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import type { ResourceMetrics } from "@opentelemetry/sdk-metrics";
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import type { ExporterDefinition, ExportOutcome } from "../../../runtime/src/telemetry/exporters/exporter-definition.ts";

/** One item of each signal, made by the SDK, as exporters get them. */
export interface Items {
  readonly traces: ReadableSpan[];
  readonly metrics: ResourceMetrics;
  readonly logs: ReadableLogRecord[];
}

export async function makeItems(): Promise<Items> {
  const resource = resourceFromAttributes({ "service.name": "shop" });

  const spans = new InMemorySpanExporter();
  const tracers = new TracerProvider({ resource, spanProcessors: [new SimpleSpanProcessor({ exporter: spans })] });
  const span = tracers.getTracer("test").startSpan("task chargeCard", { attributes: { "shop.amount": 4_200 } });
  span.end();

  const records = new InMemoryLogRecordExporter();
  const loggers = new LoggerProvider({ resource, processors: [new SimpleLogRecordProcessor({ exporter: records })] });
  const context = trace.setSpan(ROOT_CONTEXT, span);
  loggers.getLogger("test").emit({ body: "declined", severityText: "ERROR", attributes: { "tenant.id": "t7" }, context });

  const points = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter: points, exportIntervalMillis: 3_600_000 });
  const meters = new MeterProvider({ resource, readers: [reader] });
  meters.getMeter("test").createCounter("shop.charged").add(4_200);
  await Promise.all([tracers.forceFlush(), loggers.forceFlush(), meters.forceFlush()]);

  const [metrics] = points.getMetrics();
  const items = { traces: spans.getFinishedSpans(), logs: records.getFinishedLogRecords(), metrics };
  await meters.shutdown();
  if (items.metrics === undefined || items.traces.length === 0 || items.logs.length === 0) {
    throw new Error("the SDK made nothing");
  }
  return { ...items, metrics: items.metrics };
}

/** Exports once, and says with what the exporter called back. */
export async function exportOnce<Item>(definition: ExporterDefinition<Item>, batch: Item[]): Promise<ExportOutcome> {
  const { exporter } = definition.create();
  const outcome = await new Promise<ExportOutcome>((resolve) => {
    exporter.export(batch, resolve);
  });
  await exporter.shutdown();
  return outcome;
}
