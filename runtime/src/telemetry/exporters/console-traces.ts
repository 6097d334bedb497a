import { SpanStatusCode } from "@opentelemetry/api";
import { ExportResultCode, hrTimeToMilliseconds } from "@opentelemetry/core";
import type { ReadableSpan, SpanExporter } from "@opentelemetry/sdk-trace";
import type { SpanExporterDefinition } from "./exporter-definition.ts";
import { defineImmediate } from "./immediate-definition.ts";

/** Prints a line for every span that ends, on stderr: stdout belongs to the program's own output. */
export function consoleTraces(): SpanExporterDefinition {
  return defineImmediate({ type: "console", address: "stderr" }, consoleExporter);
}

const consoleExporter: SpanExporter = {
  export: (spans, done) => {
    for (const span of spans) {
      console.error(describe(span));
    }
    done({ code: ExportResultCode.SUCCESS });
  },
  shutdown: () => Promise.resolve(),
};

/** For example: `span task chargeCard 12.3ms error "declined" trace=4b… id=00… parent=a1… tenant.id="t7"`. */
function describe(span: ReadableSpan): string {
  const { traceId, spanId } = span.spanContext();
  const words = ["span", span.name, `${hrTimeToMilliseconds(span.duration).toFixed(1)}ms`];
  if (span.status.code === SpanStatusCode.ERROR) {
    words.push("error", JSON.stringify(span.status.message ?? ""));
  }
  words.push(`trace=${traceId}`, `id=${spanId}`);
  if (span.parentSpanContext !== undefined) {
    words.push(`parent=${span.parentSpanContext.spanId}`);
  }
  for (const [name, value] of Object.entries(span.attributes)) {
    words.push(`${name}=${JSON.stringify(value)}`);
  }
  return words.join(" ");
}
