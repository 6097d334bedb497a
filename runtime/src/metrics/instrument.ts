import { createNoopMeter, diag, metrics } from "@opentelemetry/api";
import type { Meter, MeterProvider } from "@opentelemetry/api";
import { attachObservables } from "./observables.ts";

/**
 * Makes an instrument when it is first used, and anew once another meter provider is registered. The API has
 * no proxy for metrics: an instrument that is made before the provider is there stays silent for ever.
 *
 * A provider that throws leaves the instrument silent: what is measured must not break the code that measures.
 */
export function instrument<Instrument>(
  scope: string,
  version: string,
  create: (meter: Meter) => Instrument,
): () => Instrument {
  let made: { readonly provider: MeterProvider; readonly instrument: Instrument } | undefined;
  return () => {
    const provider = metrics.getMeterProvider();
    if (made?.provider !== provider) {
      made = { provider, instrument: createGuarded(provider, scope, version, create) };
      attachObservables();
    }
    return made.instrument;
  };
}

function createGuarded<Instrument>(
  provider: MeterProvider,
  scope: string,
  version: string,
  create: (meter: Meter) => Instrument,
): Instrument {
  try {
    return create(provider.getMeter(scope, version));
  } catch (error) {
    diag.error(`The meter provider refuses an instrument of ${scope}:`, error);
    return create(createNoopMeter());
  }
}
