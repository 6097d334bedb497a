import type { TextMapPropagator } from "@opentelemetry/api";
import { CompositePropagator } from "@opentelemetry/core";
import type { PropagatorName } from "../options.ts";
import { TelemetryConfigError } from "../settings/config-error.ts";
import { readChoices } from "../settings/environment.ts";
import { baggagePropagator } from "./baggage.ts";
import { ignoringCase } from "./carrier-getter.ts";
import { loadedPropagators } from "./loaded-propagators.ts";
import { traceContextPropagator } from "./trace-context.ts";

const NAMES: readonly PropagatorName[] = ["tracecontext", "baggage", "b3", "b3multi", "jaeger", "xray", "none"];

const DEFAULT: readonly PropagatorName[] = ["tracecontext", "baggage"];

/**
 * Makes one propagator of those that the spec asks for, by default W3C Trace Context and Baggage. `OTEL_PROPAGATORS`
 * goes first. Of several that find a parent, the last one counts.
 *
 * @throws TelemetryConfigError for a propagator that is not available, or `none` beside others.
 */
export function createPropagator(specified: readonly (PropagatorName | TextMapPropagator)[] = DEFAULT): TextMapPropagator {
  const chosen = new Set<PropagatorName | TextMapPropagator>(readChoices("OTEL_PROPAGATORS", NAMES) ?? specified);
  if (chosen.has("none") && chosen.size > 1) {
    throw new TelemetryConfigError('OTEL_PROPAGATORS, or the propagators of the spec: "none" stands alone.');
  }
  const propagators = Array.from(chosen).flatMap((choice) => (typeof choice === "string" ? propagatorsNamed(choice) : choice));
  return tolerant(new CompositePropagator({ propagators }));
}

function propagatorsNamed(name: PropagatorName): readonly TextMapPropagator[] {
  switch (name) {
    case "none":
      return [];
    case "tracecontext":
      return [traceContextPropagator];
    case "baggage":
      return [baggagePropagator];
    default:
      return [loadedPropagators[name]()];
  }
}

/** Extracts from any carrier, whatever the case of its keys. */
function tolerant(propagator: TextMapPropagator): TextMapPropagator {
  return {
    inject: (context, carrier, setter) => {
      propagator.inject(context, carrier, setter);
    },
    extract: (context, carrier, getter) => propagator.extract(context, carrier, ignoringCase(getter)),
    fields: () => propagator.fields(),
  };
}
