import type { TextMapPropagator } from "@opentelemetry/api";
import { CompositePropagator, W3CBaggagePropagator } from "@opentelemetry/core";
import type { PropagatorName } from "../options.ts";
import { TelemetryConfigError } from "../settings/config-error.ts";
import { readChoices } from "../settings/environment.ts";
import { ignoringCase } from "./carrier-getter.ts";
import { traceContextPropagator } from "./trace-context.ts";

const PROPAGATOR_NAMES = ["tracecontext", "baggage", "none"] as const;

const PROPAGATORS = {
  tracecontext: () => traceContextPropagator,
  baggage: () => new W3CBaggagePropagator(),
};

/**
 * Makes the propagator that the spec asks for, by default W3C Trace Context and Baggage. `OTEL_PROPAGATORS` goes first.
 *
 * @throws TelemetryConfigError for a propagator that is not available, or `none` beside others.
 */
export function createPropagator(names: readonly PropagatorName[] = ["tracecontext", "baggage"]): TextMapPropagator {
  const chosen = new Set<PropagatorName>(readChoices("OTEL_PROPAGATORS", PROPAGATOR_NAMES) ?? names);
  if (chosen.has("none") && chosen.size > 1) {
    throw new TelemetryConfigError('OTEL_PROPAGATORS, or the propagators of the spec: "none" stands alone.');
  }
  const propagators = Array.from(chosen).flatMap((name) => (name === "none" ? [] : [PROPAGATORS[name]()]));
  return tolerant(new CompositePropagator({ propagators }));
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
