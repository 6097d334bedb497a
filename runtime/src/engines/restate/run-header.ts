import type { Carried } from "../durable/carried.ts";

const HEADER = "gen-flows";

/** A header takes ASCII alone. */
const OUTSIDE_ASCII = /[\u007f-\uffff]/g;

/** The headers of a request that starts a run: what the propagators have written stays legible for others. */
export function headersOf(carried: Carried): Record<string, string> {
  const json = JSON.stringify(carried).replaceAll(
    OUTSIDE_ASCII,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return { ...carried.headers, [HEADER]: json };
}

/** What came with a run; undefined if neither a client of ours nor a parent has started it. */
export function carriedIn(headers: ReadonlyMap<string, string>): Carried | undefined {
  const json = headers.get(HEADER);
  return json === undefined ? undefined : (JSON.parse(json) as Carried);
}
