import type { Attribute, Task } from "../ir/task.ts";
import type { ScalarTemplate } from "../ir/template.ts";
import { typeText, write, writeSite } from "./check-module.ts";
import type { CheckModule } from "./check-module.ts";
import type { NameScope } from "./name-scope.ts";
import type { SiteBase } from "./site.ts";

/** Appends a function with the attributes and metrics of a task, if it has any. */
export function writeTask(module: CheckModule, task: Task, index: number): void {
  const attributes = [...task.span.attributes, ...task.metrics.flatMap((metric) => metric.attributes)];
  if (task.metrics.length === 0 && !attributes.some(({ kind }) => kind === "computed")) {
    return;
  }
  const input = typeText(module, task.input, "undefined");
  const output = typeText(module, task.output, "undefined");
  write(module, `function $task${index}(input: ${input}, output: ${output}) {\n`);
  const scope = taskScope(task);
  writeAttributes(module, attributes, scope);
  for (const metric of task.metrics) {
    const { value, name } = metric;
    if (value.kind === "expression") {
      const place = placeOf(value, `the value of \`${name}\``);
      writeSite(module, { ...place, part: "metric", metric }, scope);
    }
  }
  write(module, "}\n");
}

/** Appends the attributes that are computed. */
export function writeAttributes(module: CheckModule, attributes: readonly Attribute[], scope: NameScope): void {
  for (const attribute of attributes) {
    if (attribute.kind === "computed") {
      const { value, name } = attribute;
      const place = placeOf(value, `the attribute \`${name}\``);
      writeSite(module, { ...place, part: "attribute", attribute }, scope);
    }
  }
}

function placeOf(template: ScalarTemplate, label: string): SiteBase {
  return { template, label, at: template.origin.range, workflow: undefined, step: undefined };
}

function taskScope(task: Task): NameScope {
  const names = new Map<string, string>();
  if (task.input !== undefined) {
    names.set("input", "input");
  }
  if (task.output !== undefined) {
    names.set("output", "output");
  }
  return {
    names,
    steps: undefined,
    reasons: {
      input: `\`${task.name}\` takes no input`,
      output: `\`${task.name}\` returns nothing`,
      workflow: "a task does not know the workflow that calls it",
      index: "a task does not know the step that calls it",
      context: "the spec declares no `context`",
    },
  };
}
