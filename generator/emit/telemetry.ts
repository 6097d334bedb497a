import type { OutputFile, Program } from "../ir/program.ts";
import type { ExporterSettings, TelemetrySettings } from "../ir/telemetry.ts";
import { list } from "../print/layout.ts";
import { literal, objectOf, stringLiteral } from "../print/literal.ts";
import { createModule } from "../print/module.ts";
import type { Module } from "../print/module.ts";
import { packageValue } from "../print/symbol.ts";
import { fileOf, generatedFile } from "./file.ts";
import { render } from "./render.ts";

const PACKAGE = "@gen-flows/runtime/telemetry";
const MODULE = "./generated/telemetry";

/** The exporters that have a file of their own in the runtime, by signal. */
const FACTORIES = {
  traces: { console: "consoleTraces", memory: "memoryTraces", file: "fileTraces", otlphttp: "otlpHttpTraces", otlpgrpc: "otlpGrpcTraces" },
  metrics: { console: "consoleMetrics", memory: undefined, file: undefined, otlphttp: "otlpHttpMetrics", otlpgrpc: "otlpGrpcMetrics" },
} as const;

const SUBPATHS: Readonly<Record<Exclude<ExporterSettings["type"], "noop">, string>> = {
  console: "console",
  memory: "memory",
  file: "file",
  otlphttp: "otlp-http",
  otlpgrpc: "otlp-grpc",
};

/** `telemetry.ts`: the tracer of the traced tasks, and the providers that the spec asks for. */
export function emitTelemetry(program: Program): OutputFile {
  const { spec } = program.linked;
  const path = fileOf(MODULE);
  const module = createModule({ path, declared: ["tracer", "telemetry"], importExtension: program.importExtension });
  const { tracer, ...definition } = printDefinition(spec.telemetry, module, `${stringLiteral(spec.name)}, ${stringLiteral(spec.version)}`);
  return generatedFile(program, path, [render("telemetry", { tracer, ...definition, imports: module.imports() })]);
}

interface Definition {
  readonly tracer: string;
  readonly summary: string;
  readonly define: string;
  readonly options: string;
}

function printDefinition(settings: TelemetrySettings, module: Module, scope: string): Definition {
  const traceLink = settings.traceLink === undefined ? "" : literal({ traceLink: settings.traceLink });
  if (settings.provider === "none") {
    return {
      tracer: module.use(packageValue("noopTracer", `${PACKAGE}/none`)),
      summary: "Nothing is recorded: the spec asks for no provider.",
      define: module.use(packageValue("noTelemetry", `${PACKAGE}/none`)),
      options: traceLink,
    };
  }
  const tracer = `${module.use(packageValue("trace", "@opentelemetry/api"))}.getTracer(${scope})`;
  return settings.provider === "adopt"
    ? {
        tracer,
        summary: "Spans go to the provider that the application registers.",
        define: module.use(packageValue("adoptTelemetry", `${PACKAGE}/adopt`)),
        options: traceLink,
      }
    : {
        tracer,
        summary: "The providers that the spec asks for. They are registered at the first run, or by `telemetry.start()`.",
        define: module.use(packageValue("defineTelemetry", PACKAGE)),
        options: printOptions(settings, module),
      };
}

function printOptions(settings: TelemetrySettings, module: Module): string {
  const { processor, sampler, propagators, resource, metrics, traceLink } = settings;
  const hasResource = Object.keys(resource.attributes).length > 0 || resource.detectors !== undefined;
  return objectOf({
    serviceName: stringLiteral(settings.serviceName),
    serviceVersion: stringLiteral(settings.serviceVersion),
    exporters: printExporters(settings.exporters, "traces", "  ", module),
    processor: processor && literal({ ...processor }, "  "),
    sampler: sampler && printSampler(sampler),
    propagators: propagators && literal(propagators, "  "),
    resource: hasResource
      ? literal(
          {
            attributes: Object.keys(resource.attributes).length > 0 ? resource.attributes : undefined,
            detectors: resource.detectors,
          },
          "  ",
        )
      : undefined,
    metrics:
      metrics &&
      objectOf(
        {
          exporters: printExporters(metrics.exporters, "metrics", "    ", module),
          interval: metrics.interval === undefined ? undefined : literal(metrics.interval),
        },
        "  ",
      ),
    traceLink: traceLink === undefined ? undefined : stringLiteral(traceLink),
  });
}

function printSampler({ type, ratio }: NonNullable<TelemetrySettings["sampler"]>): string {
  const properties = [`type: ${stringLiteral(type)}`, ...(ratio === undefined ? [] : [`ratio: ${literal(ratio)}`])];
  return list("{", properties, "}", { padding: " " });
}

function printExporters(
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
  { type, endpoint, headers, compression, timeout, filename }: ExporterSettings,
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
  return type === "console" || type === "memory" ? `${create}()` : `${create}(${literal(options, indentation)})`;
}
