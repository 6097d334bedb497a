import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { LinkedSpec } from "../ir/linked.ts";
import type { Expression } from "../ir/expression.ts";
import type { AttributeType, EmittedTypes } from "../ir/program.ts";
import type { Attribute } from "../ir/task.ts";
import type { StageResult } from "../stage.ts";
import { attributeType, checkMetric } from "./attribute-type.ts";
import { newCheckModule } from "./check-module.ts";
import type { CheckModule } from "./check-module.ts";
import { contextParameter } from "./context-code.ts";
import { explain } from "./errors/explain.ts";
import { inspect } from "./inspection.ts";
import type { Inspection } from "./inspection.ts";
import { checkKeys } from "./keys.ts";
import { checkRequirements, convertedParts } from "./requirements.ts";
import type { PlacedSite } from "./site.ts";
import { besideAlias } from "./through-alias.ts";
import { writeTask } from "./task-code.ts";
import { checkTypes } from "./type-program.ts";
import { writeWorkflow } from "./workflow-code.ts";

export interface CheckResult {
  /** Of every computed attribute whose expression is right. */
  readonly attributeTypes: ReadonlyMap<Attribute, AttributeType>;
  /** Expressions that become part of a text and are numbers or booleans. */
  readonly converted: ReadonlySet<Expression>;
}

/**
 * Checks every expression of a spec against the types that its schemas became. TypeScript's checker does it, in one
 * program over one module; its errors come back in the terms of the spec, at their places in it. What the parser or
 * the linker has reported fits everywhere.
 */
export function check(linked: LinkedSpec, types: EmittedTypes): StageResult<CheckResult> {
  const module = newCheckModule(types);
  const { context, tasks } = linked.spec;
  const parameter = contextParameter(module, context);
  for (const [index, workflow] of linked.workflows.entries()) {
    writeWorkflow(module, workflow, parameter, index);
  }
  for (const [index, task] of [...tasks.values()].entries()) {
    writeTask(module, task, parameter, index);
  }
  const attributeTypes = new Map<Attribute, AttributeType>();
  const converted = new Set<Expression>();
  const diagnostics = [...module.diagnostics];
  if (module.sites.length > 0) {
    const inspection = inspect(checkTypes(codeOf(module), `${types.code}\nexport {};\n`), module);
    for (const error of inspection.errors) {
      const diagnostic = explain(error, inspection);
      diagnostics.push(...(diagnostic === undefined ? [] : [diagnostic]));
    }
    for (const placed of module.sites) {
      const { site } = placed;
      const found = [
        ...checkKeys(placed, inspection),
        ...checkRequirements(placed, inspection),
        ...checkUse(placed, inspection, attributeTypes),
      ];
      diagnostics.push(...found.map((diagnostic) => besideAlias(diagnostic, site.template)));
      for (const expression of convertedParts(site, inspection)) {
        converted.add(expression);
      }
    }
  }
  return { value: { attributeTypes, converted }, diagnostics: inOrder(diagnostics) };
}

/** The import stands behind the code, so that offsets into the code stay what they are. */
function codeOf({ sheet, imports }: CheckModule): string {
  return `${sheet.text}import type { ${[...imports].join(", ")} } from "./types";\nexport {};\n`;
}

function checkUse(placed: PlacedSite, inspection: Inspection, attributeTypes: Map<Attribute, AttributeType>): readonly Diagnostic[] {
  const { site } = placed;
  if (site.part === "metric") {
    return checkMetric(site.metric, placed, inspection);
  }
  if (site.part !== "attribute") {
    return [];
  }
  const type = attributeType(site.attribute, inspection);
  if (type === undefined) {
    return [];
  }
  if ("code" in type) {
    return [type];
  }
  attributeTypes.set(site.attribute, type);
  return [];
}

/** In the order of the spec, each once. */
function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics
    .toSorted((one, other) => (one.at?.start ?? 0) - (other.at?.start ?? 0))
    .filter(({ code, at, message }) => {
      const key = `${code} ${at?.file.path}:${at?.start} ${message}`;
      return !seen.has(key) && seen.add(key);
    });
}
