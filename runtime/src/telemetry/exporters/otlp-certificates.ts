import { readFileSync } from "node:fs";
import { TelemetryConfigError } from "../settings/config-error.ts";
import { readVariable } from "../settings/environment.ts";
import type { OtlpSignal } from "./otlp-options.ts";

/** PEM, as `tls.connect` takes it. What is missing is Node's default. */
export interface Certificates {
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
}

const VARIABLES = { ca: "CERTIFICATE", cert: "CLIENT_CERTIFICATE", key: "CLIENT_KEY" } as const;

/**
 * Reads the files that `OTEL_EXPORTER_OTLP_CERTIFICATE`, `…_CLIENT_CERTIFICATE` and `…_CLIENT_KEY` name; the
 * variables of the signal go before the general ones.
 *
 * @see https://opentelemetry.io/docs/specs/otel/protocol/exporter/
 * @throws TelemetryConfigError for a file that cannot be read.
 */
export function readCertificates(signal: OtlpSignal): Certificates {
  const prefixes = [`OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_`, "OTEL_EXPORTER_OTLP_"];
  return Object.fromEntries(
    Object.entries(VARIABLES).flatMap(([option, suffix]) => {
      const variable = prefixes.map((prefix) => prefix + suffix).find((name) => readVariable(name) !== undefined);
      return variable === undefined ? [] : [[option, readPem(variable)]];
    }),
  );
}

function readPem(variable: string): Buffer {
  try {
    return readFileSync(readVariable(variable) ?? "");
  } catch (error) {
    throw new TelemetryConfigError(`${variable}: ${(error as Error).message}`, { cause: error });
  }
}
