import { readFileSync } from "node:fs";
import { TelemetryConfigError } from "../settings/config-error.ts";
import { readVariable } from "../settings/environment.ts";
import { interpolate } from "../settings/interpolate.ts";
import type { OtlpSignal, TlsOptions } from "./otlp-options.ts";
import { otlpVariables } from "./otlp-variables.ts";

/** PEM, as `tls.connect` takes it. What is missing is Node's default. */
export interface Certificates {
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
}

const SOURCES = [
  ["ca", "CERTIFICATE", "caFile"],
  ["cert", "CLIENT_CERTIFICATE", "certFile"],
  ["key", "CLIENT_KEY", "keyFile"],
] as const;

/**
 * Reads the files that `OTEL_EXPORTER_OTLP_CERTIFICATE`, `…_CLIENT_CERTIFICATE` and `…_CLIENT_KEY` name, or else the
 * spec; the variables of the signal go before the general ones.
 *
 * @see https://opentelemetry.io/docs/specs/otel/protocol/exporter/
 * @throws TelemetryConfigError for a file that cannot be read.
 */
export function readCertificates(signal: OtlpSignal, options: TlsOptions | undefined): Certificates {
  const fromVariables = SOURCES.flatMap(([name, suffix]) => {
    const variable = otlpVariables(signal, suffix).find((candidate) => readVariable(candidate) !== undefined);
    return variable === undefined ? [] : [[name, readPem(readVariable(variable) ?? "", variable)] as const];
  });
  const overridden = new Set<string>(fromVariables.map(([name]) => name));
  const others = Object.fromEntries(
    SOURCES.flatMap(([name, , option]) => (overridden.has(name) ? [] : [[option, options?.[option]]])),
  );
  return { ...readPemFiles(others), ...Object.fromEntries(fromVariables) };
}

/**
 * Reads the files that a spec names.
 *
 * @throws TelemetryConfigError for a file that cannot be read.
 */
export function readPemFiles(options: TlsOptions | undefined): Certificates {
  return Object.fromEntries(
    SOURCES.flatMap(([name, , option]) => {
      const path = interpolate(options?.[option] ?? "", `tls.${option}`);
      return path === "" ? [] : [[name, readPem(path, `tls.${option}`)]];
    }),
  );
}

function readPem(path: string, source: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new TelemetryConfigError(`${source}: ${(error as Error).message}`, { cause: error });
  }
}
