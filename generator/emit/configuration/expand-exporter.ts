import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import type { ExporterSettings } from "../../ir/telemetry/exporter.ts";
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
};

/** Writes an exporter as a document has it. */
export function expandExporter(
  exporter: ExporterSettings,
  signal: "traces" | "metrics",
  expandNumber: ExpandNumber,
): Expansion {
  return { [COMPONENTS[exporter.type]]: expandOptions(exporter, signal, expandNumber) };
}

function expandOptions(exporter: ExporterSettings, signal: string, expandNumber: ExpandNumber): Expansion {
  const { type, endpoint, path, headers, compression, timeout, tls, temporality, filename } = exporter;
  const common = { headers: expandHeaders(headers), compression, timeout: expandNumber(timeout), tls: tls && expandTls(tls) };
  switch (type) {
    case "noop":
    case "console":
    case "memory":
      return {};
    case "file":
      return { output_stream: fileUrl(filename ?? "") };
    case "zipkin":
      return { endpoint: endpoint && documentText(endpoint), ...common };
    case "otlpgrpc":
      return { endpoint: endpoint && documentText(endpoint), ...common, temporality_preference: expandTemporality(temporality) };
    case "otlphttp":
    case "otlphttp-json":
      return {
        endpoint: endpoint && documentText(withPath(endpoint, path ?? `/v1/${signal}`)),
        ...common,
        encoding: type === "otlphttp-json" ? "json" : undefined,
        temporality_preference: expandTemporality(temporality),
      };
  }
}

function expandTls({ caFile, certFile, keyFile }: NonNullable<ExporterSettings["tls"]>): Expansion {
  return {
    ca_file: caFile && documentText(caFile),
    cert_file: certFile && documentText(certFile),
    key_file: keyFile && documentText(keyFile),
  };
}

function expandTemporality(temporality: ExporterSettings["temporality"]): string | undefined {
  return temporality === "lowmemory" ? "low_memory" : temporality;
}

function expandHeaders(headers: ExporterSettings["headers"] = {}): readonly Expansion[] | undefined {
  const pairs = Object.entries(headers).map(([name, value]) => ({ name: documentText(name), value: documentText(value) }));
  return pairs.length === 0 ? undefined : pairs;
}

/** In the spec the path of the signal may be left out; a document has the whole URL. */
function withPath(endpoint: string, path: string): string {
  return endpoint.endsWith(path) ? endpoint : endpoint.replace(/\/*$/, path);
}

/** A path that is not absolute starts from where the process does. */
function fileUrl(filename: string): string {
  if (hasReference(filename)) {
    return documentText(isAbsolute(filename) ? `file://${filename}` : `file:${filename}`);
  }
  return documentText(isAbsolute(filename) ? pathToFileURL(filename).href : `file:${filename}`);
}
