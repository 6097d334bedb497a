import { appendFileSync, mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { ExportResultCode } from "@opentelemetry/core";
import { interpolate } from "../settings/interpolate.ts";
import type { Destination } from "./exporter-definition.ts";
import type { OtlpExporter, OtlpSerializer } from "./otlp-exporter.ts";

export interface FileOptions {
  /** Its directory is made if need be. May hold `${env:NAME:-default}`. */
  readonly filename: string;
}

/** What the exporters that write to a file have in common. */
export interface CreatedFileExporter<Items> {
  readonly exporter: OtlpExporter<Items>;
  readonly destination: Destination;
  readonly synchronous: boolean;
}

/**
 * Makes an exporter that appends to a file, one request of OTLP in JSON a line; several signals may share a file.
 * Written synchronously: lines stay whole and in order, and nothing is lost at `process.exit`.
 *
 * @see https://opentelemetry.io/docs/specs/otel/protocol/file-exporter/
 */
export function createFileExporter<Items>(
  options: FileOptions,
  serializer: OtlpSerializer<Items>,
): CreatedFileExporter<Items> {
  const filename = resolve(interpolate(options.filename, "filename"));
  let prepared = false;
  return {
    exporter: {
      export: (items, done) => {
        if (!prepared) {
          mkdirSync(dirname(filename), { recursive: true });
          prepared = true;
        }
        const request = serializer.serializeRequest(items) ?? new Uint8Array();
        appendFileSync(filename, Buffer.concat([request, Buffer.from("\n")]));
        done({ code: ExportResultCode.SUCCESS });
      },
      forceFlush: () => Promise.resolve(),
      shutdown: () => Promise.resolve(),
    },
    destination: { type: "file", address: filename },
    synchronous: true,
  };
}
