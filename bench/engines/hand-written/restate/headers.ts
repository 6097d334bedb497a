import type { Context } from "@restatedev/restate-sdk";
import type { Carrier } from "../carrier.ts";

/** Milliseconds since the epoch. Set by the caller, so that no clock has to be journaled. */
export const STARTED_AT = "bench-started-at";

/** What of the headers of an invocation goes on to every call that it makes. */
export function carrierOf(ctx: Context): Carrier {
  return Object.fromEntries(ctx.request().headers);
}
