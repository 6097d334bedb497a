import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { pascalCase } from "../ir/pascal-case.ts";
import type { Workflow } from "../ir/workflow.ts";
import type { Member } from "../source/node.ts";
import { lowerBlock } from "./block.ts";
import { asDuration } from "./duration.ts";
import { asObject, asString, get } from "./read.ts";
import { lowerSchedule } from "./schedule.ts";
import { lowerSpan } from "./span.ts";
import { schemaUse } from "./task.ts";
import { lowerTraceMode } from "./telemetry/traces.ts";

/** One entry of `workflows`. */
export function lowerWorkflow({ key, keyRange, value }: Member, diagnostics: Diagnostic[]): Workflow | undefined {
  const origin = asObject(value);
  if (origin === undefined) {
    return undefined;
  }
  return {
    kind: "workflow",
    origin,
    name: key,
    nameRange: keyRange,
    description: asString(get(origin, "description")),
    input: schemaUse(`${pascalCase(key)}Input`, get(origin, "input")),
    output: schemaUse(`${pascalCase(key)}Output`, get(origin, "output")),
    executionTimeout: asDuration(get(origin, "executionTimeout")),
    schedule: lowerSchedule(get(origin, "schedule")),
    traceMode: lowerTraceMode(get(origin, "traceMode")),
    attributes: lowerSpan(get(origin, "span"), diagnostics).attributes,
    block: get(origin, "steps") && lowerBlock(origin, diagnostics),
  };
}
