import { logs } from "@opentelemetry/api";
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from "@opentelemetry/sdk-logs";
import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import { spans } from "../runtime/fixtures/tracing.ts";

const exporter = new InMemoryLogRecordExporter();

/** Registers a real provider of the SDK, as an application does that owns its providers. */
export function registerLogging(): void {
  logs.setGlobalLoggerProvider(new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] }));
}

export function forgetRecords(): void {
  exporter.reset();
}

/** In the order in which they were made. */
export function records(): readonly ReadableLogRecord[] {
  return exporter.getFinishedLogRecords();
}

/** The only record that says so. */
export function recordOf(body: string): ReadableLogRecord {
  const [record, ...others] = records().filter((each) => each.body === body);
  if (record === undefined || others.length > 0) {
    throw new Error(`Expected one record "${body}" among: ${records().map((each) => String(each.body)).join(", ")}`);
  }
  return record;
}

/** The name of the span that a record belongs to; "-" for none. */
export function spanOf(record: ReadableLogRecord): string {
  const span = spans().find((each) => each.spanContext().spanId === record.spanContext?.spanId);
  return span === undefined ? "-" : span.name;
}
