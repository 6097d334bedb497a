import type { ExporterSettings, TelemetrySignal } from "../../ir/telemetry/exporter.ts";
import { literal, objectOf } from "../../print/literal.ts";
import type { Module } from "../../print/module.ts";
import { packageValue } from "../../print/symbol.ts";

const PACKAGE = "@gen-flows/runtime/telemetry";

/** The exporters have a file of their own in the runtime for each signal: `otlp-http-traces` has `otlpHttpTraces`. */
const MODULES: Readonly<Record<Exclude<ExporterSettings["type"], "noop">, string>> = {
  console: "console",
  memory: "memory",
  file: "file",
  zipkin: "zipkin",
  otlphttp: "otlp-http",
  "otlphttp-json": "otlp-http-json",
  otlpgrpc: "otlp-grpc",
  prometheus: "prometheus",
};

/** The calls that describe a signal's exporters, as an array. */
export function printExporters(
  exporters: readonly ExporterSettings[],
  signal: TelemetrySignal,
  indentation: string,
  module: Module,
): string {
  const inner = `${indentation}  `;
  const calls = exporters.flatMap((exporter) => printExporter(exporter, signal, inner, module) ?? []);
  return calls.length === 0 ? "[]" : `[\n${calls.map((call) => `${inner}${call},\n`).join("")}${indentation}]`;
}

function printExporter(
  exporter: ExporterSettings,
  signal: TelemetrySignal,
  indentation: string,
  module: Module,
): string | undefined {
  if (exporter.type === "noop") {
    return undefined;
  }
  const { processor } = exporter;
  const inner = `${indentation}  `;
  const file = `${MODULES[exporter.type]}-${signal}`;
  const create = module.use(packageValue(camelCase(file), `${PACKAGE}/${file}`));
  const options = optionsOf(exporter);
  const isDefault = Object.values(options).every((value) => value === undefined);
  const call = (at: string) => (isDefault ? `${create}()` : `${create}(${literal(options, at)})`);
  return processor === undefined
    ? call(indentation)
    : objectOf({ processor: literal({ ...processor }, inner) }, indentation, `...${call(inner)}`);
}

function optionsOf({ type, endpoint, path, headers, compression, timeout, tls, temporality, filename, host, port }: ExporterSettings) {
  switch (type) {
    case "console":
    case "memory":
    case "noop":
      return {};
    case "file":
      return { filename };
    case "prometheus":
      return { host, port };
    case "zipkin":
    case "otlphttp":
    case "otlphttp-json":
    case "otlpgrpc":
      return { endpoint, path, headers, compression, timeout, tls: tls && { ...tls }, temporality };
  }
}

function camelCase(words: string): string {
  return words.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
