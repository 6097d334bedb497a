/**
 * What W3C Baggage asks everybody to carry; more may be cut by anybody on the way.
 *
 * @see https://www.w3.org/TR/baggage/#limits
 */
export const MAXIMUM_BYTES = 8_192;
export const MAXIMUM_MEMBERS = 180;

/** One entry of a baggage, as it stands in the header. */
export interface EncodedEntry {
  readonly key: string;
  readonly encoded: string;
}

/** A baggage that was over a limit. */
export interface BaggageExcess {
  /** Of the whole header. */
  readonly bytes: number;
  readonly members: number;
  /** The keys of what had to stay behind. */
  readonly dropped: readonly string[];
}

/** What fits, in order, and what is too much, if anything is. */
export interface FittingEntries<Entry> {
  readonly fitting: readonly Entry[];
  readonly excess: BaggageExcess | undefined;
}

/** Takes entries as long as they fit. One that is too large does not keep out those after it. */
export function fitEntries<Entry extends EncodedEntry>(entries: readonly Entry[]): FittingEntries<Entry> {
  const fitting: Entry[] = [];
  const dropped: string[] = [];
  let total = -1;
  let taken = -1;
  for (const entry of entries) {
    const bytes = entry.encoded.length + 1;
    total += bytes;
    if (taken + bytes > MAXIMUM_BYTES || fitting.length === MAXIMUM_MEMBERS) {
      dropped.push(entry.key);
    } else {
      taken += bytes;
      fitting.push(entry);
    }
  }
  const excess = dropped.length === 0 ? undefined : { bytes: total, members: entries.length, dropped };
  return { fitting, excess };
}
