import { ExportResultCode } from "@opentelemetry/core";
import { BatchSpanProcessor } from "@opentelemetry/sdk-trace";
import type { SpanExporter, SpanProcessor } from "@opentelemetry/sdk-trace";

/** Takes every batch, and only counts its spans by name. */
export class CountingExporter implements SpanExporter {
  readonly spans: Record<string, number> = {};

  export: SpanExporter["export"] = (spans, done) => {
    for (const { name } of spans) {
      this.spans[name] = (this.spans[name] ?? 0) + 1;
    }
    done({ code: ExportResultCode.SUCCESS });
  };

  forceFlush(): Promise<void> {
    return Promise.resolve();
  }

  shutdown(): Promise<void> {
    return Promise.resolve();
  }
}

/** The SDK's own processor, the same on both sides. */
export function batchesTo(exporter: SpanExporter): SpanProcessor {
  return new BatchSpanProcessor({ exporter });
}
