import type { Baggage } from "@opentelemetry/api";
import { BaggageLimitError } from "./baggage-limit-error.ts";
import { encodeEntries } from "./encode.ts";
import { fitEntries, MAXIMUM_BYTES, MAXIMUM_MEMBERS } from "./limits.ts";
import { reportDrop } from "./report-drop.ts";

/** No character is longer than this once it is encoded, as three bytes of UTF-8. */
const LONGEST_CHARACTER = 9;

/** A baggage that is within the limits. */
export interface FittingBaggage {
  readonly fitting: Baggage;
  /** How many entries stayed behind. */
  readonly dropped: number;
}

/** Text as it is, anything else as JSON. */
export function baggageText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/**
 * Makes sure that a baggage can travel.
 *
 * @param what the baggage, at the beginning of a sentence.
 * @param first the keys of what is kept before anything else.
 * @throws {BaggageLimitError} if it cannot, unless `NODE_ENV` is `production`: then what is too much is dropped and counted.
 */
export function fitBaggage(what: string, baggage: Baggage, first: readonly string[]): FittingBaggage {
  if (isSmall(baggage)) {
    return { fitting: baggage, dropped: 0 };
  }
  const [ours, others] = [true, false].map((wanted) =>
    encodeEntries(baggage).filter(({ key }) => first.includes(key) === wanted),
  );
  const { excess } = fitEntries([...(ours ?? []), ...(others ?? [])]);
  if (excess === undefined) {
    return { fitting: baggage, dropped: 0 };
  }
  if (process.env["NODE_ENV"] !== "production") {
    throw new BaggageLimitError(what, excess);
  }
  reportDrop(what, excess);
  return { fitting: baggage.removeEntries(...excess.dropped), dropped: excess.dropped.length };
}

/** Whether it fits whatever its characters are, which is seen without encoding them. */
function isSmall(baggage: Baggage): boolean {
  const entries = baggage.getAllEntries();
  const length = entries.reduce(
    (total, [key, { value, metadata }]) => total + key.length + value.length + (metadata?.toString().length ?? 0) + 1,
    0,
  );
  return entries.length <= MAXIMUM_MEMBERS && length * LONGEST_CHARACTER <= MAXIMUM_BYTES;
}
