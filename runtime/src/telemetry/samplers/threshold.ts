/** Hexadecimal digits of a threshold, or of the randomness of a trace: 56 bits. */
const DIGITS = 14;

/** Significant digits, as the specification recommends: within 0.002 % of the ratio. */
const PRECISION = 4;

/** With more, the rounding of a double would show. */
const MAXIMUM_PRECISION = 12;

/**
 * The rejection threshold of a probability, `(1 - ratio) * 2^56`, as the specification writes it: hexadecimal digits
 * from the left, rounded to four that matter, without zeros at the end. `0` rejects nothing.
 *
 * @param ratio above 0, at most 1.
 * @see https://opentelemetry.io/docs/specs/otel/trace/tracestate-probability-sampling/
 */
export function thresholdOf(ratio: number): string {
  // A small ratio makes a threshold that begins with many `f`, which say little.
  const leading = Math.floor(-(Math.floor(Math.log2(ratio)) + 1) / 4);
  const precision = Math.min(PRECISION + leading, MAXIMUM_PRECISION);
  const scale = 16 ** precision;
  const rejected = Math.min(Math.floor((1 - ratio) * scale + 0.5), scale - 1);
  const digits = ratio === 1 ? "" : rejected.toString(16).padStart(precision, "0").replace(/0+$/, "");
  return digits === "" ? "0" : digits;
}

/** Whether a trace is kept. Hexadecimal numbers of one length compare as text. */
export function isKept(randomness: string, threshold: string): boolean {
  return randomness >= threshold.padEnd(DIGITS, "0");
}

/** The randomness of a trace id: its last 56 bits. */
export function randomnessOf(traceId: string): string {
  return traceId.slice(-DIGITS);
}
