import { context, propagation } from "@opentelemetry/api";
import type { Context } from "@opentelemetry/api";
import { carrierGetter } from "../../telemetry/propagators/carrier-getter.ts";
import type { CallerOptions } from "../client.ts";

/** The context of whoever calls a run. */
export function callerOf({ carrier, parent = context.active() }: CallerOptions): Context {
  return carrier === undefined ? parent : propagation.extract(parent, carrier, carrierGetter);
}
