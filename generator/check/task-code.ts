import type { Attribute, Task } from "../ir/task.ts";
import type { ScalarTemplate } from "../ir/template.ts";
import { typeText, write, writeSite } from "./check-module.ts";
import type { CheckModule } from "./check-module.ts";
import { parameterList } from "./context-code.ts";
import { NO_CONTEXT, undeclared } from "./elsewhere.ts";
import type { NameScope } from "./name-scope.ts";
import type { SiteBase } from "./site.ts";

/** Appends a function with the attributes and metrics of a task, if it has any. */
export function writeTask(module: CheckModule, task: Task, context: string | undefined, index: number): void {
  const attributes = [...task.span.attributes, ...task.metrics.flatMap((metric) => metric.attributes)];
  if (task.metrics.length === 0 && !attributes.some(({ kind }) => kind === "computed")) {
    return;
  }
  const input = typeText(module, task.input, "undefined");
  const output = typeText(module, task.output, "undefined");
  const parameters = parameterList(`input: ${input}`, `output: ${output}`, context);
  write(module, `function $task${index}(${parameters}) {\n`);
  const scope = taskScope(task, context !== undefined);
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
  return { template, label, at: template.origin.range, step: undefined };
}

function taskScope(task: Task, hasContext: boolean): NameScope {
  const known = [
    ...(task.input === undefined ? [] : ["input"]),
    ...(task.output === undefined ? [] : ["output"]),
    ...(hasContext ? ["context"] : []),
  ];
  return {
    names: new Map(known.map((name) => [name, name])),
    steps: undefined,
    isDone: () => false,
    elsewhere: {
      input: undeclared(task.name, "input"),
      output: undeclared(task.name, "output"),
      workflow: { reason: "a task does not know the workflow that calls it", wayOut: "pass the value in the input" },
      index: { reason: "a task does not know the step that calls it", wayOut: "pass the value in the input" },
      context: NO_CONTEXT,
    },
    conditions: [],
    forgotten: [],
    isOpen: false,
    handlers: 0,
  };
}
