/** Metrics that a spec declares, and what every flow measures: instruments that wait for their provider. */
export type { AttributesArgument } from "./attributes-argument.ts";
export { instrument } from "./instrument.ts";
export { defineMeter } from "./meter.ts";
export type { Counter, Gauge, Histogram, InstrumentOptions, Meter, Observable, UpDownCounter } from "./meter.ts";
export { attachObservables } from "./observables.ts";
export type { ObservableCallback, Observe } from "./observables.ts";
