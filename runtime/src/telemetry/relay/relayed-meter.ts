import { createNoopMeter } from "@opentelemetry/api";
import type { Attributes, Meter, MetricOptions } from "@opentelemetry/api";
import type { StoppableMeterProvider } from "../exporters/exporter-definition.ts";
import type { RelayedInstrument, RelayMessage } from "./messages.ts";

/**
 * The meter provider of a thread. Values go to the thread that exports, where they are added up: two threads that each had
 * sums of their own would be two writers of one series.
 *
 * @see https://opentelemetry.io/docs/specs/otel/metrics/data-model/#single-writer
 */
export function relayedMeterProvider(send: (message: RelayMessage) => void, service: string | undefined): StoppableMeterProvider {
  return {
    getMeter: (name, version, options) => {
      const scope = {
        name,
        ...(version !== undefined && { version }),
        ...(options?.schemaUrl !== undefined && { schemaUrl: options.schemaUrl }),
      };
      const instrument = (create: RelayedInstrument) => (metric: string, settings?: MetricOptions) => {
        const tell = (value: number, attributes?: Attributes): void => {
          send({ kind: "measured", service, measured: { scope, create, name: metric, options: settings, value, attributes } });
        };
        return { add: tell, record: tell };
      };
      const meter: Pick<Meter, RelayedInstrument> = {
        createCounter: instrument("createCounter"),
        createUpDownCounter: instrument("createUpDownCounter"),
        createHistogram: instrument("createHistogram"),
        createGauge: instrument("createGauge"),
      };
      // What is asked for values is asked in the main thread.
      return Object.assign(Object.create(createNoopMeter()) as Meter, meter);
    },
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
}
