import type { TelemetrySettings } from "../../ir/telemetry/settings.ts";
import type { SourceNode } from "../../source/node.ts";
import { asArray, asOneOf } from "../read.ts";

const PROPAGATORS = ["tracecontext", "baggage", "b3", "b3multi", "jaeger", "xray", "none"] as const;

/** Reads how context travels in headers. */
export function lowerPropagators(node: SourceNode | undefined): TelemetrySettings["propagators"] {
  return asArray(node)?.items.flatMap((item) => asOneOf(item, PROPAGATORS) ?? []);
}
