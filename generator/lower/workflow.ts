import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Step } from "../ir/step.ts";
import type { Workflow } from "../ir/workflow.ts";
import type { Member, ObjectNode, SourceNode } from "../source/node.ts";
import { asDuration } from "./duration.ts";
import { pascalCase } from "../ir/pascal-case.ts";
import { asObject, asString, asStringNode, get } from "./read.ts";
import { lowerSpan } from "./span.ts";
import { lowerStep } from "./step.ts";
import { schemaUse } from "./task.ts";
import { lowerTemplate } from "./template.ts";
import { refuse, refuseAt } from "./unsupported.ts";

const UNSUPPORTED_KEYS = {
  schedule: "start the workflow from your scheduler",
  traceMode: "every run is one trace",
  sampler: "`telemetry.sampler` is for all workflows",
} as const;

/** One entry of `workflows`. */
export function lowerWorkflow({ key, keyRange, value }: Member, diagnostics: Diagnostic[]): Workflow | undefined {
  const origin = asObject(value);
  if (origin === undefined) {
    return undefined;
  }
  refuse(origin, UNSUPPORTED_KEYS, diagnostics);
  const steps = get(origin, "steps");
  if (steps === undefined) {
    refuseAt(keyRange, "A workflow without `steps`", undefined, diagnostics);
  }
  const result = get(origin, "result");
  return {
    kind: "workflow",
    origin,
    name: key,
    nameRange: keyRange,
    description: asString(get(origin, "description")),
    input: schemaUse(`${pascalCase(key)}Input`, get(origin, "input")),
    output: schemaUse(`${pascalCase(key)}Output`, get(origin, "output")),
    executionTimeout: asDuration(get(origin, "executionTimeout")),
    attributes: lowerSpan(get(origin, "span"), diagnostics).attributes,
    steps: lowerSteps(steps, diagnostics),
    sequential: steps?.kind === "array",
    result: result && lowerTemplate(result, diagnostics),
  };
}

function lowerSteps(node: SourceNode | undefined, diagnostics: Diagnostic[]): readonly Step[] {
  if (node?.kind === "array") {
    return node.items.flatMap((item) => lowerListedStep(asObject(item), diagnostics) ?? []);
  }
  const members = node?.kind === "object" ? node.members : [];
  return members.flatMap(({ key, keyRange, value }) => lowerStep(key, keyRange, value, diagnostics) ?? []);
}

/** In an array a step carries its name in itself. */
function lowerListedStep(node: ObjectNode | undefined, diagnostics: Diagnostic[]): Step | undefined {
  const name = asStringNode(get(node, "name"));
  return node === undefined || name === undefined ? undefined : lowerStep(name.value, name.range, node, diagnostics);
}
