import { report } from "../diagnostics/report.ts";
import type { LinkedStep } from "../ir/linked.ts";
import type { SchemaUse } from "../ir/schema.ts";
import type { Reference } from "../ir/step.ts";
import type { Template } from "../ir/template.ts";
import type { ObjectNode, SourceNode } from "../source/node.ts";
import { childNode } from "../source/pointer.ts";
import { writeSite, writeTypedSite } from "./check-module.ts";
import type { CheckModule } from "./check-module.ts";
import { keyRange } from "./key-range.ts";
import type { NameScope } from "./name-scope.ts";
import type { Site } from "./site.ts";

/** A task or workflow that is called. */
export interface Callee {
  /** As the spec names it. */
  readonly name: Reference;
  /** Undefined where it is not known, which has been reported. */
  readonly declared: { readonly input: SchemaUse | undefined } | undefined;
  /** What may be passed to it. */
  readonly type: string | undefined;
}

/** What calls: a step, or its `compensate`. */
interface Caller {
  readonly input: Template | undefined;
  readonly origin: ObjectNode;
}

/** Appends the input of a call, and reports one that is missing or is not taken. */
export function writeInput(
  module: CheckModule,
  step: LinkedStep,
  part: "input" | "compensate",
  { name, declared, type }: Callee,
  { input, origin }: Caller,
  scope: NameScope,
): void {
  if (input === undefined) {
    if (declared?.input !== undefined) {
      const properties = requiredProperties(declared.input, step.child === declared);
      module.diagnostics.push(report("GF4016", name.range, { callee: name.name, properties }));
    }
    return;
  }
  const at = keyRange(origin, "input") ?? input.origin.range;
  const site: Site = { template: input, part, label: `the input of \`${name.name}\``, at, step };
  if (declared?.input !== undefined && type !== undefined) {
    writeTypedSite(module, site, scope, type);
    return;
  }
  if (declared !== undefined) {
    module.diagnostics.push(report("GF4015", at, { callee: name.name }));
  }
  writeSite(module, site, scope);
}

/** What a schema requires, as far as it says so itself; where defaults are filled in, without what has one. */
function requiredProperties({ schema }: SchemaUse, isFilled: boolean): readonly string[] {
  const required = childNode(schema, "required");
  const names = required?.kind === "array" ? required.items : [];
  return names.flatMap((item) => {
    const name = item.kind === "scalar" && typeof item.value === "string" ? item.value : undefined;
    return name === undefined || (isFilled && hasDefault(schema, name)) ? [] : [name];
  });
}

function hasDefault(schema: SourceNode, property: string): boolean {
  const properties = childNode(schema, "properties");
  const declared = properties && childNode(properties, property);
  return declared !== undefined && childNode(declared, "default") !== undefined;
}
