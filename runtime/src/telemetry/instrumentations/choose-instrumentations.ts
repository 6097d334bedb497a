import { warn } from "../lifecycle/warn.ts";
import { readVariable } from "../settings/environment.ts";

const ENABLED = "OTEL_NODE_ENABLED_INSTRUMENTATIONS";
const DISABLED = "OTEL_NODE_DISABLED_INSTRUMENTATIONS";

/**
 * Which of the spec's instrumentations operators want: those of `OTEL_NODE_ENABLED_INSTRUMENTATIONS`, or else all, but none of
 * `OTEL_NODE_DISABLED_INSTRUMENTATIONS`. Those that are enabled and not in the spec are told of: their packages are not there.
 *
 * @see https://opentelemetry.io/docs/zero-code/js/configuration/
 */
export function chooseInstrumentations(specified: readonly string[]): readonly string[] {
  const enabled = namesIn(ENABLED);
  const disabled = namesIn(DISABLED) ?? [];
  const missing = enabled?.filter((name) => !specified.includes(name)) ?? [];
  if (missing.length > 0) {
    warn(`${ENABLED} names what the spec does not instrument: ${missing.join(", ")}. Add it to telemetry.instrumentations.`);
  }
  return specified.filter((name) => enabled?.includes(name) !== false && !disabled.includes(name));
}

function namesIn(variable: string): readonly string[] | undefined {
  const names = readVariable(variable)?.split(",").map((name) => name.trim());
  return names?.filter((name) => name !== "");
}
