import { appendFileSync, mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { ExportResultCode } from "@opentelemetry/core";
import { JsonTraceSerializer } from "@opentelemetry/otlp-transformer";
import type { SpanExporter } from "@opentelemetry/sdk-trace";
import { interpolate } from "../settings/interpolate.ts";
import type { SpanExporterDefinition } from "./exporter-definition.ts";

/**
 * Appends spans to a file as OTLP in JSON, one `ExportTraceServiceRequest` a line. Its directory is made if need be.
 *
 * @see https://opentelemetry.io/docs/specs/otel/protocol/file-exporter/
 */
export function fileTraces(options: { readonly filename: string }): SpanExporterDefinition {
  return {
    type: "file",
    create: () => {
      const filename = resolve(interpolate(options.filename, "filename"));
      return {
        exporter: fileExporter(filename),
        destination: { type: "file", address: filename },
        synchronous: true,
      };
    },
  };
}

/** Writes synchronously: lines stay whole and in order, and nothing is lost at `process.exit`. */
function fileExporter(filename: string): SpanExporter {
  let prepared = false;
  return {
    export: (spans, done) => {
      if (!prepared) {
        mkdirSync(dirname(filename), { recursive: true });
        prepared = true;
      }
      const request = JsonTraceSerializer.serializeRequest(spans) ?? new Uint8Array();
      appendFileSync(filename, Buffer.concat([request, Buffer.from("\n")]));
      done({ code: ExportResultCode.SUCCESS });
    },
    shutdown: () => Promise.resolve(),
  };
}
