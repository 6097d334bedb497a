import { parseKeyPairsIntoRecord } from "@opentelemetry/core";
import { TelemetryConfigError } from "../settings/config-error.ts";
import { readVariable } from "../settings/environment.ts";
import { interpolate } from "../settings/interpolate.ts";
import type { OtlpSignal } from "./otlp-options.ts";
import { otlpVariables } from "./otlp-variables.ts";

/**
 * Merges headers name by name: the spec's that are not empty, then the general variable's, then those of the signal's variable.
 *
 * @returns lower-case names.
 * @throws TelemetryConfigError for a malformed variable, or one that the spec names and that is not set.
 */
export function resolveHeaders(
  signal: OtlpSignal,
  specified: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> {
  const [particular, general] = otlpVariables(signal, "HEADERS");
  return { ...specHeaders(specified), ...environmentHeaders(general), ...environmentHeaders(particular) };
}

/** Reads the headers that a spec names. */
export function specHeaders(headers: Readonly<Record<string, string>> = {}): Record<string, string> {
  const read = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), interpolate(value, `headers.${name}`)] as const);
  return Object.fromEntries(read.filter(([, value]) => value !== ""));
}

function environmentHeaders(variable: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const pair of (readVariable(variable) ?? "").split(",").filter((text) => text.trim() !== "")) {
    const [header] = Object.entries(parseKeyPairsIntoRecord(pair));
    if (header === undefined) {
      // The value may be a secret, so it is not shown.
      throw new TelemetryConfigError(`${variable} is malformed: give name=value,name=value, percent-encoded.`);
    }
    headers[header[0].toLowerCase()] = header[1];
  }
  return headers;
}
