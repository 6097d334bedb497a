import { MAXIMUM_BYTES, MAXIMUM_MEMBERS } from "./limits.ts";
import type { BaggageExcess } from "./limits.ts";

/**
 * What shall travel as baggage is over the limits of W3C Baggage: 8,192 bytes, 180 entries. Thrown unless `NODE_ENV` is
 * `production`; there, what is too much is dropped and counted. Final: a task that throws it is not tried again.
 */
export class BaggageLimitError extends Error {
  override readonly name = "BaggageLimitError";
  /** The keys of what does not fit. */
  readonly keys: readonly string[];

  constructor(what: string, excess: BaggageExcess) {
    super(
      `${describeExcess(what, excess)} Let less travel: an id in place of what it stands for, or \`propagate: none\` ` +
        "for a value of the context that only tasks of the run read. In production it would be dropped, and counted.",
    );
    this.keys = excess.dropped;
  }
}

/** Says what is too much, in a sentence or two. */
export function describeExcess(what: string, { bytes, members, dropped }: BaggageExcess): string {
  const keys = dropped.map((key) => `\`${key}\``).join(", ");
  return (
    `${what} has ${bytes} bytes in ${members} ${members === 1 ? "entry" : "entries"}; W3C Baggage carries ` +
    `${MAXIMUM_BYTES} bytes in ${MAXIMUM_MEMBERS} entries. Too much: ${keys}.`
  );
}
