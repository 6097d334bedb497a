import { createRequire } from "node:module";
import { TelemetryConfigError } from "../settings/config-error.ts";
import type { ExporterSettings, ExporterType, Signal } from "./document/settings.ts";

const require = createRequire(import.meta.url);

/** With what the modules of the runtime begin that make exporters, and with what the names of their functions do. */
const FACTORIES: Readonly<Record<Exclude<ExporterType, "noop">, readonly [module: string, name: string]>> = {
  console: ["console", "console"],
  memory: ["memory", "memory"],
  file: ["file", "file"],
  zipkin: ["zipkin", "zipkin"],
  otlphttp: ["otlp-http", "otlpHttp"],
  "otlphttp-json": ["otlp-http-json", "otlpHttpJson"],
  otlpgrpc: ["otlp-grpc", "otlpGrpc"],
  prometheus: ["prometheus", "prometheus"],
};

/**
 * Loads the modules that a generated `telemetry.ts` would import, and makes the exporters of a signal.
 *
 * @throws TelemetryConfigError if the package of an exporter is not installed.
 */
export function configuredExporters<Definition extends object>(
  settings: readonly ExporterSettings<unknown>[],
  signal: Signal,
): readonly Definition[] {
  return settings.flatMap((exporter) => {
    if (exporter.type === "noop") {
      return [];
    }
    const [module, name] = FACTORIES[exporter.type];
    const factories = load<Definition>(`${module}-${signal}`);
    const definition = factories[`${name}${signal.charAt(0).toUpperCase()}${signal.slice(1)}`]?.(exporter);
    return definition === undefined ? [] : [{ ...definition, processor: exporter.processor }];
  });
}

function load<Definition>(module: string): Readonly<Record<string, (options: object) => Definition>> {
  try {
    return require(`@gen-flows/runtime/telemetry/${module}`) as ReturnType<typeof load<Definition>>;
  } catch (error) {
    const missing = /Cannot find (?:package|module) '([^']+)'/.exec(String(error))?.[1] ?? module;
    throw new TelemetryConfigError(
      `The document in OTEL_CONFIG_FILE asks for an exporter that needs ${missing}: npm install ${missing}.`,
      { cause: error },
    );
  }
}
