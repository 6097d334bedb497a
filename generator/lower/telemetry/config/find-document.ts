import type { LoadFile, SourceNode } from "../../../source/node.ts";
import { pathFrom } from "../../../source/path-from.ts";
import { asStringNode, get } from "../../read.ts";

/** The OpenTelemetry document that a `telemetry` block holds in `config`, or names in `configFile`. */
export function findDocument(telemetry: SourceNode | undefined, load: LoadFile | undefined): SourceNode | undefined {
  const named = asStringNode(get(telemetry, "configFile"));
  return named === undefined ? get(telemetry, "config") : load?.(pathFrom(named.file, named.value), named.range);
}
