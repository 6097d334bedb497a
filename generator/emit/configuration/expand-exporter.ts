import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import type { ExporterSettings, TelemetrySignal } from "../../ir/telemetry/exporter.ts";
import { documentText, hasReference } from "./document-text.ts";
import type { Expansion, ExpandNumber } from "./expansion.ts";

/** The key by which a document chooses an exporter. `noop`, `memory` and `zipkin` are components of ours. */
const COMPONENTS: Readonly<Record<ExporterSettings["type"], string>> = {
  noop: "noop",
  console: "console",
  memory: "memory",
  file: "otlp_file/development",
  zipkin: "zipkin",
  otlphttp: "otlp_http",
  "otlphttp-json": "otlp_http",
  otlpgrpc: "otlp_grpc",
  prometheus: "prometheus/development",
};

const TEMPORALITIES = { cumulative: "cumulative", delta: "delta", lowmemory: "low_memory" } as const;

/** Writes an exporter as a document has it. */
export function expandExporter(exporter: ExporterSettings, signal: TelemetrySignal, expandNumber: ExpandNumber): Expansion {
  return { [COMPONENTS[exporter.type]]: expandOptions(exporter, signal, expandNumber) };
}

function expandOptions(exporter: ExporterSettings, signal: TelemetrySignal, expandNumber: ExpandNumber): Expansion {
  switch (exporter.type) {
    case "noop":
    case "console":
    case "memory":
      return {};
    case "file":
      return { output_stream: fileUrl(exporter.filename ?? "") };
    case "prometheus":
      return { host: exporter.host && documentText(exporter.host), port: expandNumber(exporter.port) };
    case "otlphttp":
    case "otlphttp-json":
    case "otlpgrpc":
    case "zipkin":
      return {
        endpoint: expandEndpoint(exporter, signal),
        tls: expandTls(exporter.tls),
        headers: expandHeaders(exporter.headers),
        compression: exporter.compression,
        timeout: expandNumber(exporter.timeout),
        encoding: exporter.type === "otlphttp-json" ? "json" : undefined,
        temporality_preference: exporter.temporality && TEMPORALITIES[exporter.temporality],
      };
  }
}

/** Over HTTP the path of the signal may be left out in the spec; a document has the whole URL. */
function expandEndpoint({ type, endpoint, path }: ExporterSettings, signal: TelemetrySignal): string | undefined {
  if (endpoint === undefined || type === "otlpgrpc" || type === "zipkin") {
    return endpoint && documentText(endpoint);
  }
  const end = path ?? `/v1/${signal}`;
  return documentText(endpoint.endsWith(end) ? endpoint : endpoint.replace(/\/*$/, end));
}

function expandTls(tls: ExporterSettings["tls"]): Expansion | undefined {
  return (
    tls && {
      ca_file: tls.caFile && documentText(tls.caFile),
      cert_file: tls.certFile && documentText(tls.certFile),
      key_file: tls.keyFile && documentText(tls.keyFile),
    }
  );
}

function expandHeaders(headers: ExporterSettings["headers"] = {}): readonly Expansion[] | undefined {
  const pairs = Object.entries(headers).map(([name, value]) => ({ name: documentText(name), value: documentText(value) }));
  return pairs.length === 0 ? undefined : pairs;
}

/** A path that is not absolute starts from where the process does. */
function fileUrl(filename: string): string {
  if (hasReference(filename)) {
    return documentText(isAbsolute(filename) ? `file://${filename}` : `file:${filename}`);
  }
  return documentText(isAbsolute(filename) ? pathToFileURL(filename).href : `file:${filename}`);
}
