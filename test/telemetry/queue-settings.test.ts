import { trace } from "@opentelemetry/api";
import { afterEach, expect, test, vi } from "vitest";
import type { SpanExporterDefinition } from "../../runtime/src/telemetry/exporters/exporter-definition.ts";
import { defineTelemetry } from "../../runtime/src/telemetry/index.ts";
import type { ProcessorOptions } from "../../runtime/src/telemetry/options.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

/** Telemetry that counts the spans of each export. */
function counted(processor?: ProcessorOptions) {
  const sizes: number[] = [];
  const counting: SpanExporterDefinition = {
    type: "memory",
    create: () => ({
      exporter: {
        export: (spans, done) => {
          sizes.push(spans.length);
          done({ code: 0 });
        },
        shutdown: () => Promise.resolve(),
      },
      destination: { type: "memory", address: "memory" },
      synchronous: true,
    }),
  };
  return { sizes, telemetry: defineTelemetry({ serviceName: "shop", exporters: [counting], processor }) };
}

/** Makes spans in one turn, and says how many there were in each export, before and with the flush. */
async function exportsOf(count: number, processor?: ProcessorOptions) {
  const { sizes, telemetry } = counted(processor);
  telemetry.start();
  for (let index = 0; index < count; index += 1) {
    trace.getTracer("test").startSpan(`span ${index}`).end();
  }
  const atOnce = [...sizes];
  await telemetry.shutdown();
  return { atOnce, all: sizes };
}

test("simple: every span is an export of its own, as soon as it ends", async () => {
  expect(await exportsOf(3, { type: "simple" })).toEqual({ atOnce: [1, 1, 1], all: [1, 1, 1] });
});

test("batch: a full batch leaves at once, the rest waits", async () => {
  expect(await exportsOf(5, { type: "batch", maxExportBatchSize: 2 })).toEqual({ atOnce: [2, 2], all: [2, 2, 1] });
  expect(await exportsOf(513)).toEqual({ atOnce: [512], all: [512, 1] });
});

test("OTEL_BSP_* go before the spec, and the spec before the defaults", async () => {
  vi.stubEnv("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "3");
  expect(await exportsOf(5, { type: "batch", maxExportBatchSize: 2 })).toEqual({ atOnce: [3], all: [3, 2] });
});

test("OTEL_BSP_SCHEDULE_DELAY is how long the rest waits", async () => {
  vi.stubEnv("OTEL_BSP_SCHEDULE_DELAY", "20");
  vi.useFakeTimers();
  const { sizes, telemetry } = counted({ type: "batch", scheduledDelay: 40 });
  try {
    telemetry.start();
    trace.getTracer("test").startSpan("span").end();
    await vi.advanceTimersByTimeAsync(19);
    expect(sizes).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(sizes).toEqual([1]);
  } finally {
    vi.useRealTimers();
    await telemetry.shutdown();
  }
});

test("a batch that never fills up is refused", async () => {
  vi.stubEnv("OTEL_BSP_MAX_QUEUE_SIZE", "10");
  await expect(exportsOf(1, { type: "batch", maxExportBatchSize: 11 })).rejects.toThrow("OTEL_BSP_MAX_QUEUE_SIZE");
});
