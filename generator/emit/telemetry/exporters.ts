import type { ExporterSettings } from "../../ir/telemetry/exporter.ts";
import { literal, objectOf } from "../../print/literal.ts";
import type { Module } from "../../print/module.ts";
import { packageValue } from "../../print/symbol.ts";

const PACKAGE = "@gen-flows/runtime/telemetry";

/** The exporters that have a file of their own in the runtime, by signal. */
const FACTORIES = {
  traces: { console: "consoleTraces", memory: "memoryTraces", file: "fileTraces", otlphttp: "otlpHttpTraces", otlpgrpc: "otlpGrpcTraces" },
  metrics: { console: "consoleMetrics", memory: undefined, file: undefined, otlphttp: "otlpHttpMetrics", otlpgrpc: "otlpGrpcMetrics" },
  logs: { console: "consoleLogs", memory: undefined, file: undefined, otlphttp: "otlpHttpLogs", otlpgrpc: "otlpGrpcLogs" },
} as const;

const SUBPATHS: Readonly<Record<Exclude<ExporterSettings["type"], "noop">, string>> = {
  console: "console",
  memory: "memory",
  file: "file",
  otlphttp: "otlp-http",
  otlpgrpc: "otlp-grpc",
};

/** The calls that describe a signal's exporters, as an array. */
export function printExporters(
  exporters: readonly ExporterSettings[],
  signal: keyof typeof FACTORIES,
  indentation: string,
  module: Module,
): string {
  const inner = `${indentation}  `;
  const calls = exporters.flatMap((exporter) => printExporter(exporter, signal, inner, module) ?? []);
  return calls.length === 0 ? "[]" : `[\n${calls.map((call) => `${inner}${call},\n`).join("")}${indentation}]`;
}

function printExporter(
  { type, endpoint, headers, compression, timeout, filename, processor }: ExporterSettings,
  signal: keyof typeof FACTORIES,
  indentation: string,
  module: Module,
): string | undefined {
  const factory = type === "noop" ? undefined : FACTORIES[signal][type];
  if (type === "noop" || factory === undefined) {
    return undefined;
  }
  const create = module.use(packageValue(factory, `${PACKAGE}/${SUBPATHS[type]}-${signal}`));
  const options = type === "file" ? { filename } : { endpoint, headers, compression, timeout };
  const call = (at: string) => (type === "console" || type === "memory" ? `${create}()` : `${create}(${literal(options, at)})`);
  return processor === undefined
    ? call(indentation)
    : objectOf({ processor: literal({ ...processor }, `${indentation}  `) }, indentation, `...${call(`${indentation}  `)}`);
}
