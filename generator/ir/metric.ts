import type { SourceRange } from "../source/source-file.ts";

/** Instruments to which code gives values. */
export const RECORDING_INSTRUMENTS = ["counter", "upDownCounter", "histogram", "gauge"] as const;

/** Instruments that ask for their values at each export. */
export const OBSERVABLE_INSTRUMENTS = ["observableCounter", "observableUpDownCounter", "observableGauge"] as const;

export type RecordingInstrument = (typeof RECORDING_INSTRUMENTS)[number];

export type InstrumentName = RecordingInstrument | (typeof OBSERVABLE_INSTRUMENTS)[number];

/** A setting of a metric, and where the spec says it. */
export interface Placed<Value> {
  readonly value: Value;
  readonly range: SourceRange;
}

/** What describes a metric, wherever it is declared. */
export interface MetricHead {
  readonly name: string;
  readonly nameRange: SourceRange;
  readonly instrument: Placed<InstrumentName>;
  readonly unit: Placed<string> | undefined;
  readonly description: Placed<string> | undefined;
  /** Upper bounds of a histogram's buckets, ascending. */
  readonly buckets: Placed<readonly number[]> | undefined;
}

/** True for an instrument that asks for its values. */
export function isObservable({ instrument }: Pick<MetricHead, "instrument">): boolean {
  return OBSERVABLE_INSTRUMENTS.some((name) => name === instrument.value);
}
