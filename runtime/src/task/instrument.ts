import { metrics } from "@opentelemetry/api";
import type { Meter, MeterProvider } from "@opentelemetry/api";

/**
 * Makes an instrument when it is first used, and anew once another meter provider is registered. The API has
 * no proxy for metrics: an instrument that is made before the provider is there stays silent for ever.
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
      made = { provider, instrument: create(provider.getMeter(scope, version)) };
    }
    return made.instrument;
  };
}
