import { context, propagation } from "@opentelemetry/api";
import type { Context } from "@opentelemetry/api";
import { carrierGetter } from "../../telemetry/propagators/carrier-getter.ts";
import type { CallerOptions, Carrier } from "../client.ts";

/** The context of whoever calls a run. */
export function callerOf({ carrier, parent = context.active() }: CallerOptions): Context {
  return carrier === undefined ? parent : propagation.extract(parent, headersOf(carrier), carrierGetter);
}

/** `Headers`, a `Map` and other lists of pairs as an object. Of a name that comes twice, both values count. */
function headersOf(carrier: Carrier): object {
  if (!isIterable(carrier)) {
    return carrier;
  }
  const byName = Map.groupBy(carrier, ([name]) => name);
  return Object.fromEntries(Array.from(byName, ([name, pairs]) => [name, pairs.map(([, value]) => value)]));
}

function isIterable(carrier: Carrier): carrier is Iterable<readonly [name: string, value: string]> {
  return Symbol.iterator in carrier;
}
