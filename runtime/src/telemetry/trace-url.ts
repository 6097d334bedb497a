import { interpolate } from "./settings/interpolate.ts";

/** Puts a trace id into the spec's `links.trace`, e.g. `http://localhost:16686/trace/{traceId}`. */
export function traceUrl(traceLink: string | undefined, traceId: string): string | undefined {
  return traceLink === undefined ? undefined : interpolate(traceLink, "links.trace").replaceAll("{traceId}", traceId);
}
