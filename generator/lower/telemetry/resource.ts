import type { TelemetrySettings } from "../../ir/telemetry/settings.ts";
import type { SourceNode } from "../../source/node.ts";
import { asStrings, get, membersOf } from "../read.ts";

/** Reads what is known of the process. */
export function lowerResource(node: SourceNode | undefined): TelemetrySettings["resource"] {
  return { attributes: lowerAttributes(get(node, "attributes")), detectors: asStrings(get(node, "detectors")) };
}

function lowerAttributes(node: SourceNode | undefined): TelemetrySettings["resource"]["attributes"] {
  return Object.fromEntries(
    membersOf(node).flatMap(({ key, value }) =>
      value.kind === "scalar" && value.value !== null ? [[key, value.value] as const] : [],
    ),
  );
}
