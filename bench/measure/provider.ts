import { context, metrics, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { ExportResultCode } from "@opentelemetry/core";
import { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { AlwaysOffSampler, AlwaysOnSampler, BatchSpanProcessor, ParentBasedSampler, TracerProvider } from "@opentelemetry/sdk-trace";
import type { SpanExporter, SpanProcessor } from "@opentelemetry/sdk-trace";

/** What an application may have registered. `none` is the API without an SDK. */
export type Recording = "none" | "unsampled" | "sampled";

const LONGER_THAN_THE_BENCH = 3_600_000;

/** Takes every batch, and does nothing with it. */
const nullExporter: SpanExporter = {
  export(_spans, done) {
    done({ code: ExportResultCode.SUCCESS });
  },
  forceFlush: () => Promise.resolve(),
  shutdown: () => Promise.resolve(),
};

/**
 * Registers the providers that both sides of a comparison share: the SDK's own, with its batch processor and
 * an exporter that does nothing.
 *
 * @returns Sends what is queued.
 */
export function registerProviders(recording: Recording): () => Promise<void> {
  if (recording === "none") {
    return () => Promise.resolve();
  }
  return registerTracing(recording, new BatchSpanProcessor({ exporter: nullExporter }));
}

/** Registers a tracer provider with one processor, and a context manager. */
export function registerTracing(recording: Recording, processor: SpanProcessor): () => Promise<void> {
  const root = recording === "sampled" ? new AlwaysOnSampler() : new AlwaysOffSampler();
  const provider = new TracerProvider({
    sampler: new ParentBasedSampler({ root }),
    spanProcessors: [processor],
  });
  trace.setGlobalTracerProvider(provider);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  return () => provider.forceFlush();
}

/** Registers a meter provider that aggregates, and exports nothing while the bench runs. */
export function registerMetrics(): void {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: LONGER_THAN_THE_BENCH });
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
}
