import { ExportResultCode, hrTimeToTimeStamp } from "@opentelemetry/core";
import type { LogRecordExporter, ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { LogExporterDefinition } from "./exporter-definition.ts";
import { defineImmediate } from "./immediate-definition.ts";

/** Prints a line for every log record, on stderr: stdout belongs to the program's own output. */
export function consoleLogs(): LogExporterDefinition {
  return defineImmediate({ type: "console", address: "stderr" }, consoleExporter);
}

const consoleExporter: LogRecordExporter = {
  export: (records, done) => {
    for (const record of records) {
      process.stderr.write(`${describe(record)}\n`);
    }
    done({ code: ExportResultCode.SUCCESS });
  },
  forceFlush: () => Promise.resolve(),
  shutdown: () => Promise.resolve(),
};

/** For example: `log 2026-11-21T16:09:00.123Z ERROR "card declined" trace=4b… span=00… tenant.id="t7"`. */
function describe({ hrTime, severityText, severityNumber, body, spanContext, attributes }: ReadableLogRecord): string {
  const words = ["log", milliseconds(hrTimeToTimeStamp(hrTime)), severityText ?? String(severityNumber ?? ""), JSON.stringify(body ?? "")];
  if (spanContext !== undefined) {
    words.push(`trace=${spanContext.traceId}`, `span=${spanContext.spanId}`);
  }
  for (const [name, value] of Object.entries(attributes)) {
    words.push(`${name}=${JSON.stringify(value)}`);
  }
  return words.filter((word) => word !== "").join(" ");
}

/** Nanoseconds are more than a reader wants: `….123456789Z` becomes `….123Z`. */
function milliseconds(timestamp: string): string {
  return timestamp.replace(/(\.\d{3})\d*/, "$1");
}
