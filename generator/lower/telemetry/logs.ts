import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { LogSettings } from "../../ir/telemetry/logs.ts";
import type { SourceNode } from "../../source/node.ts";
import { asArray, asOneOf, get } from "../read.ts";
import { lowerExporters } from "./exporters.ts";
import { lowerProcessor } from "./processor.ts";

/** Reads where log records go, and whose they are. */
export function lowerLogs(node: SourceNode | undefined, diagnostics: Diagnostic[]): LogSettings | undefined {
  return (
    node && {
      exporters: lowerExporters(get(node, "exporters"), "logs", diagnostics),
      processor: lowerProcessor(get(node, "processor")),
      bridges: asArray(get(node, "bridges"))?.items.flatMap((item) => asOneOf(item, ["console", "pino", "winston"]) ?? []) ?? [],
    }
  );
}
