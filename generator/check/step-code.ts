import { report } from "../diagnostics/report.ts";
import type { LinkedStep, LinkedWorkflow } from "../ir/linked.ts";
import type { Compensation, TaskStep, ValueStep } from "../ir/step.ts";
import type { Task } from "../ir/task.ts";
import type { Template } from "../ir/template.ts";
import type { ObjectNode } from "../source/node.ts";
import type { SourceRange } from "../source/source-file.ts";
import { typeText, write, writeSite, writeTypedSite } from "./check-module.ts";
import type { CheckModule } from "./check-module.ts";
import { keyRange } from "./key-range.ts";
import { itemIdentifier, stepIdentifier, withNames } from "./name-scope.ts";
import type { NameScope } from "./name-scope.ts";
import type { Site } from "./site.ts";
import { itemType } from "./step-type.ts";

/**
 * Appends one step, nested as it will be in generated code, since TypeScript narrows by that: the condition around
 * all, a closure for the items of a `forEach`, and one for `compensate`.
 */
export function writeStep(module: CheckModule, workflow: LinkedWorkflow, linked: LinkedStep, scope: NameScope): void {
  const { step } = linked;
  const base = { workflow, step: linked };
  const isValue = step.kind === "value";
  write(module, isValue ? `const ${stepIdentifier(step.name)} = ${step.when ? "$skippable" : "$step"}(() => {\n` : "{\n");
  if (step.when !== undefined) {
    const label = `\`when\` of \`${step.name}\``;
    const site: Site = { ...base, template: step.when, part: "when", label, at: step.when.origin.range };
    writeSite(module, site, scope, "if (", ") {\n");
  }
  if (step.forEach !== undefined) {
    const { items, as, onError } = step.forEach;
    const label = `\`items\` of \`${step.name}\``;
    const each = isValue ? `return ${onError === "collect" ? "$collected" : "$each"}` : "$visit";
    const site: Site = { ...base, template: items, part: "items", label, at: items.origin.range };
    writeSite(module, site, scope, `${each}(`, `, (${itemIdentifier(as.name)}, index) => {\n`);
  }
  const item = step.forEach?.as.name;
  const inner = item === undefined ? scope : withNames(scope, { [item]: itemIdentifier(item), index: "index" });
  if (isValue) {
    writeValue(module, base, step, inner);
  } else {
    writeCall(module, base, step, inner);
  }
  write(module, step.forEach === undefined ? "" : "});\n");
  write(module, step.when === undefined ? "" : "}\n");
  write(module, isValue ? `${step.when ? "return undefined;\n" : ""}});\n` : "}\n");
}

interface Base {
  readonly workflow: LinkedWorkflow;
  readonly step: LinkedStep;
}

function writeValue(module: CheckModule, base: Base, step: ValueStep, scope: NameScope): void {
  const at = keyRange(step.origin, "value") ?? step.value.origin.range;
  const site: Site = { ...base, template: step.value, part: "value", label: `the value of \`${step.name}\``, at };
  writeSite(module, site, scope, "return $value(", ");\n");
}

function writeCall(module: CheckModule, base: Base, step: TaskStep, scope: NameScope): void {
  writeInput(module, base, "input", base.step.task, step, scope);
  const { compensate } = step;
  if (compensate === undefined) {
    return;
  }
  const returnsNothing = base.step.task !== undefined && base.step.task.output === undefined;
  const inner = returnsNothing
    ? { ...scope, reasons: { ...scope.reasons, output: `\`${step.task.name}\` returns nothing` } }
    : withNames(scope, { output: "output" });
  write(module, `((output: ${itemType(module, base.step)}) => {\n`);
  writeInput(module, base, "compensate", base.step.compensateTask, compensate, inner);
  write(module, "});\n");
}

function writeInput(
  module: CheckModule,
  base: Base,
  part: "input" | "compensate",
  task: Task | undefined,
  caller: TaskStep | Compensation,
  scope: NameScope,
): void {
  const { input, origin } = caller;
  if (task === undefined) {
    if (input !== undefined) {
      writeSite(module, inputSite(base, part, caller.task.name, input, origin), scope);
    }
    return;
  }
  if (input === undefined) {
    if (task.input !== undefined) {
      module.diagnostics.push(
        report("GF4016", caller.task.range, { task: task.name, properties: requiredProperties(task) }),
      );
    }
    return;
  }
  const site = inputSite(base, part, task.name, input, origin);
  if (task.input === undefined) {
    module.diagnostics.push(report("GF4015", site.at, { task: task.name }));
    writeSite(module, site, scope);
    return;
  }
  writeTypedSite(module, site, scope, typeText(module, task.input, "unknown"));
}

function inputSite(base: Base, part: "input" | "compensate", task: string, template: Template, origin: ObjectNode): Site {
  const at: SourceRange = keyRange(origin, "input") ?? template.origin.range;
  return { ...base, template, part, label: `the input of \`${task}\``, at };
}

/** What the schema of a task's input requires, as far as it says so itself. */
function requiredProperties(task: Task): readonly string[] {
  const schema = task.input?.schema;
  const required = schema?.kind === "object" ? schema.members.find(({ key }) => key === "required")?.value : undefined;
  return required?.kind === "array"
    ? required.items.flatMap((item) => (item.kind === "scalar" && typeof item.value === "string" ? [item.value] : []))
    : [];
}
