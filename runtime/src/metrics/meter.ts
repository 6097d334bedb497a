import type { Meter as OpenTelemetryMeter, MetricOptions } from "@opentelemetry/api";
import type { AttributesArgument } from "./attributes-argument.ts";
import { instrument } from "./instrument.ts";
import { observe } from "./observables.ts";
import type { ObservableCallback } from "./observables.ts";

/** Counts what only grows: `add` takes no negative values. */
export interface Counter<Attributes = undefined> {
  add(value: number, ...attributes: AttributesArgument<Attributes>): void;
}

/** Counts what comes and goes: what is added is taken away again by a negative value. */
export interface UpDownCounter<Attributes = undefined> {
  add(value: number, ...attributes: AttributesArgument<Attributes>): void;
}

/** Records how values are distributed. */
export interface Histogram<Attributes = undefined> {
  record(value: number, ...attributes: AttributesArgument<Attributes>): void;
}

/** Records a value of which only the last one counts. */
export interface Gauge<Attributes = undefined> {
  record(value: number, ...attributes: AttributesArgument<Attributes>): void;
}

/** Registers a callback that is asked at each export, whether a provider is there yet or not. Returns what ends that. */
export type Observable<Attributes = undefined> = (callback: ObservableCallback<Attributes>) => () => void;

/** What the spec says of a metric. */
export interface InstrumentOptions {
  /** As UCUM writes it: `s`, `By`, `{order}`. */
  readonly unit?: string;
  readonly description?: string;
  /** Upper bounds of a histogram's buckets, ascending. */
  readonly buckets?: readonly number[];
}

/** Makes the instruments of a spec, typed by the attributes that it declares. Each is there once it is called. */
export interface Meter {
  counter<Attributes = undefined>(name: string, options?: InstrumentOptions): () => Counter<Attributes>;
  upDownCounter<Attributes = undefined>(name: string, options?: InstrumentOptions): () => UpDownCounter<Attributes>;
  histogram<Attributes = undefined>(name: string, options?: InstrumentOptions): () => Histogram<Attributes>;
  gauge<Attributes = undefined>(name: string, options?: InstrumentOptions): () => Gauge<Attributes>;
  observableCounter<Attributes = undefined>(name: string, options?: InstrumentOptions): Observable<Attributes>;
  observableUpDownCounter<Attributes = undefined>(name: string, options?: InstrumentOptions): Observable<Attributes>;
  observableGauge<Attributes = undefined>(name: string, options?: InstrumentOptions): Observable<Attributes>;
}

/**
 * The meter of a spec: its name and version are the instrumentation scope.
 *
 * Instruments are the SDK's own, so that a measurement costs what it costs there. They are made when the provider is
 * there, and anew when another one is registered.
 */
export function defineMeter(scope: string, version: string): Meter {
  const make = <Instrument>(create: (meter: OpenTelemetryMeter) => unknown) =>
    instrument(scope, version, create) as () => Instrument;
  return {
    counter: (name, options) => make((meter) => meter.createCounter(name, metricOptions(options))),
    upDownCounter: (name, options) => make((meter) => meter.createUpDownCounter(name, metricOptions(options))),
    histogram: (name, options) => make((meter) => meter.createHistogram(name, metricOptions(options))),
    gauge: (name, options) => make((meter) => meter.createGauge(name, metricOptions(options))),
    observableCounter: (name, options) =>
      observe(name, make((meter) => meter.createObservableCounter(name, metricOptions(options)))),
    observableUpDownCounter: (name, options) =>
      observe(name, make((meter) => meter.createObservableUpDownCounter(name, metricOptions(options)))),
    observableGauge: (name, options) =>
      observe(name, make((meter) => meter.createObservableGauge(name, metricOptions(options)))),
  };
}

function metricOptions({ buckets, ...options }: InstrumentOptions = {}): MetricOptions {
  return buckets === undefined ? options : { ...options, advice: { explicitBucketBoundaries: [...buckets] } };
}
