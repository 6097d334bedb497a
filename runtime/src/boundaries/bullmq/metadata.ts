import { propagation, ROOT_CONTEXT } from "@opentelemetry/api";
import type { Context } from "@opentelemetry/api";
import { carrierGetter } from "../../telemetry/propagators/carrier-getter.ts";

/** What a job is given to carry: headers as JSON, as other telemetry for BullMQ writes them. Empty if that is nothing. */
export function metadataOf(sender: Context): string {
  const headers: Record<string, string> = {};
  propagation.inject(sender, headers);
  return Object.keys(headers).length === 0 ? "" : JSON.stringify(headers);
}

/** The context that a job comes from. Nothing of where it is read is in it: what a worker is doing has nothing to do with its jobs. */
export function contextFrom(metadata: string): Context {
  return propagation.extract(ROOT_CONTEXT, parse(metadata), carrierGetter);
}

/** What others have written there may be anything, and must not break a job. */
function parse(metadata: string): object {
  try {
    const parsed: unknown = JSON.parse(metadata);
    return typeof parsed === "object" && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}
