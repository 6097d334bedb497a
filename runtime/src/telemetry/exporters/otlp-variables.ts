import { readVariable } from "../settings/environment.ts";
import type { OtlpSignal } from "./otlp-options.ts";

/** The two variables that say the same of an exporter: that of the signal, which goes first, and the general one. */
export function otlpVariables(signal: OtlpSignal, suffix: string): readonly [particular: string, general: string] {
  return [`OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_${suffix}`, `OTEL_EXPORTER_OTLP_${suffix}`];
}

/** Reads the first of these two variables that is set. */
export function readOtlpVariable<Value>(
  signal: OtlpSignal,
  suffix: string,
  read: (variable: string) => Value | undefined,
): Value | undefined {
  const variable = otlpVariables(signal, suffix).find((candidate) => readVariable(candidate) !== undefined);
  return variable === undefined ? undefined : read(variable);
}
