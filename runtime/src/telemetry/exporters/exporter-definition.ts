import type { HrTime, MeterProvider } from "@opentelemetry/api";
import type { ExportResult } from "@opentelemetry/core";
import type { Resource } from "@opentelemetry/resources";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import type { DeliveryReport } from "../delivery/delivery-report.ts";
import type { ProcessorOptions } from "../options.ts";
import type { OtlpOptions } from "./otlp-options.ts";

/** As in the spec. */
export type ExporterType = "otlphttp" | "otlphttp-json" | "otlpgrpc" | "zipkin" | "console" | "file" | "memory" | "prometheus";

/** Where an exporter sends what it gets, for messages. */
export interface Destination {
  readonly type: ExporterType;
  /** A URL, or a path, or a name. */
  readonly address: string;
}

/** The destination took an export, but not all of it, and says so. */
export interface PartialSuccess {
  /** Spans, data points or log records. None: the message is a warning only. */
  readonly rejected: number;
  readonly message: string;
}

/** What an exporter calls back with. The error may be an `ExportError`. */
export interface ExportOutcome extends ExportResult {
  /** Only with success. */
  readonly partialSuccess?: PartialSuccess;
}

/** A span or a log record, as far as sending it matters. */
export interface Exportable {
  readonly resource: Resource;
}

/** A log record of the SDK, without its type: SDK packages are optional. */
export interface ExportableLogRecord extends Exportable {
  readonly hrTimeObserved: HrTime;
}

/** An exporter for spans or for log records: ours, or one of the SDK. */
export interface BatchExporter<Item> {
  export(items: Item[], done: (result: ExportOutcome) => void): void;
  shutdown(): Promise<void>;
}

/** An exporter that is ready, and what is known of it. */
export interface CreatedExporter<Item> {
  readonly exporter: BatchExporter<Item>;
  readonly destination: Destination;
  /** It has done its work when `export` returns, so that `process.exit` loses nothing. */
  readonly synchronous: boolean;
  /** Says why the destination cannot be reached, if so. What is to be sent waits until it can. */
  readonly probe?: () => Promise<Error | undefined>;
  /** Says why an export would not be taken, as far as one without anything in it shows that. */
  readonly preflight?: () => Promise<Error | undefined>;
  /** Says why what is on its way has not been taken yet, if it is sent again. */
  readonly trouble?: () => Error | undefined;
}

/** One exporter of the spec: data, until `create` is called at the start. */
export interface ExporterDefinition<Item> {
  readonly type: ExporterType;
  /** What the spec says of an OTLP exporter; a variable may ask for another protocol with the same options. */
  readonly options?: OtlpOptions;
  /** What is sent to this exporter should not wait for a batch, unless the spec says so. */
  readonly immediate?: boolean;
  /** How spans wait for this exporter, where others have theirs. */
  readonly processor?: ProcessorOptions | undefined;
  /** @throws TelemetryConfigError if its options, or the variables that override them, are wrong. */
  create(): CreatedExporter<Item>;
}

export type CreatedSpanExporter = CreatedExporter<ReadableSpan>;
export type SpanExporterDefinition = ExporterDefinition<ReadableSpan>;

export type CreatedLogExporter = CreatedExporter<ExportableLogRecord>;
export type LogExporterDefinition = ExporterDefinition<ExportableLogRecord>;

/** A meter provider of the SDK, without its type: SDK packages are optional. */
export interface StoppableMeterProvider extends MeterProvider {
  forceFlush(): Promise<void>;
  shutdown(): Promise<void>;
}

/** A metric reader of the SDK, seen from outside of it. */
export interface StoppableReader {
  shutdown(): Promise<void>;
}

/** When metrics are exported, in milliseconds. */
export interface ReaderSettings {
  readonly interval: number;
  /** For collecting them, and for one export. Not longer than the interval. */
  readonly timeout: number;
}

/** One metric exporter of the spec. It brings the metrics SDK along, which nobody else imports. */
export interface MetricExporterDefinition {
  readonly type: ExporterType;
  readonly options?: OtlpOptions;
  /**
   * Makes the exporter and the reader that feeds it.
   *
   * @param report to be called once by exporters that send something by themselves.
   * @throws TelemetryConfigError if its options, or the variables that override them, are wrong.
   */
  createReader(settings: ReaderSettings, report: (destination: Destination) => DeliveryReport): StoppableReader;
  /** Makes the provider for the readers of all metric exporters. */
  createProvider(resource: Resource, readers: readonly StoppableReader[]): StoppableMeterProvider;
}
