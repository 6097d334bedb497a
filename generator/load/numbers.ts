/**
 * True if a number as it is written is still the same number as a double: neither too large, nor too small, nor
 * an integer with more digits than a double holds.
 */
export function numberSurvives(written: string, value: number): boolean {
  if (!Number.isFinite(value)) {
    return false;
  }
  if (value === 0) {
    return !/[1-9]/.test(written.replace(/e.*$/is, ""));
  }
  return !/^-?\d+$/.test(written) || BigInt(written) === BigInt(value);
}
