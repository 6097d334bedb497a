import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { TelemetrySettings } from "../../ir/telemetry/settings.ts";
import type { SourceNode } from "../../source/node.ts";
import { asArray, asOneOf, asString } from "../read.ts";
import { refuseAt } from "../unsupported.ts";

const PROPAGATORS = ["tracecontext", "baggage", "none"] as const;

/** Reads how context travels in headers. */
export function lowerPropagators(
  node: SourceNode | undefined,
  diagnostics: Diagnostic[],
): TelemetrySettings["propagators"] {
  return asArray(node)?.items.flatMap((item) => {
    const name = asOneOf(item, PROPAGATORS);
    if (name === undefined) {
      refuseAt(item.range, `the propagator \`${asString(item) ?? ""}\``, `use ${PROPAGATORS.join(", ")}`, diagnostics);
    }
    return name ?? [];
  });
}
