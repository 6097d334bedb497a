import { printTemplate } from "../expressions/print-template.ts";
import type { OutputFile, Program } from "../ir/program.ts";
import type { SpanKindName, Task, TaskMetric } from "../ir/task.ts";
import { documentation } from "../print/comment.ts";
import { list } from "../print/layout.ts";
import { numberLiteral, stringLiteral } from "../print/literal.ts";
import { createModule } from "../print/module.ts";
import type { Module } from "../print/module.ts";
import { attributeMembers, attributeStatements, computedAttributes, taskScope, usesRoot } from "./attributes.ts";
import { usedContext } from "./context.ts";
import { fileOf, generatedFile } from "./file.ts";
import { printTaskRedaction } from "./redaction.ts";
import { render } from "./render.ts";
import { instrumentOf, taskModuleOf, taskNames, TRACED_TASK_NAMES } from "./symbols.ts";
import { taskTypes } from "./task-types.ts";
import { inputType, outputType } from "./types.ts";

/** Members of `SpanKind`. OpenTelemetry's default is internal, so it is not written. */
const SPAN_KINDS: Readonly<Record<SpanKindName, string | undefined>> = {
  internal: undefined,
  client: "CLIENT",
  server: "SERVER",
  producer: "PRODUCER",
  consumer: "CONSUMER",
};

/** What all tasks of a spec have in common. */
export interface TaskSurroundings {
  readonly instruments: ReadonlyMap<string, string>;
  /** Names of the tasks that undo steps, or may do so in bodies written by hand. */
  readonly compensations: ReadonlySet<string>;
}

/** `tasks/<task>.ts`: the types of a handler, and one attempt in its span. */
export function emitTask(program: Program, task: Task, { instruments, compensations }: TaskSurroundings): OutputFile {
  const path = fileOf(taskModuleOf(task));
  const names = taskNames(task);
  const attributes = computedAttributes(program, task.span.attributes);
  const taken = new Set([...TRACED_TASK_NAMES, ...Object.values(names)]);
  const attributesBefore = attributeStatements(program, attributes.filter(({ value }) => !usesRoot(value, "output")), taken);
  const attributesAfter = attributeStatements(program, attributes.filter(({ value }) => usesRoot(value, "output")), taken);
  const module = createModule({ path, declared: taken, importExtension: program.importExtension });
  const context = {
    names,
    attributesBefore,
    attributesAfter,
    documentation: documentation(task.description),
    input: module.useType(inputType(program, task)),
    output: module.useType(outputType(program, task)),
    types: taskTypes(program, module, task),
    returnsValue: task.output !== undefined,
    kind: SPAN_KINDS[task.span.kind],
    task: task.name,
    tracer: module.use({ name: "tracer", from: "./generated/telemetry", kind: "value", alias: "flowsTracer" }),
    spanName: stringLiteral(task.span.name ?? `task ${task.name}`),
    compensationName: compensations.has(task.name) ? stringLiteral(`compensate ${task.name}`) : undefined,
    measurements: task.metrics.map((metric) => printMeasurement(program, module, metric, instruments)),
    redaction: printTaskRedaction(program, task),
    masks: attributes.some((attribute) => program.redaction.attributes.get(attribute) === "mask"),
    hashes: attributes.some((attribute) => program.redaction.attributes.get(attribute) === "hash"),
    contextType: readsContext(program, task) ? usedContext(program, module) : undefined,
  };
  return generatedFile(program, path, [render("traced-task", { ...context, imports: module.imports() })]);
}

/** True where an attribute or a metric depends on what travels with the run. */
function readsContext(program: Program, { span, metrics }: Task): boolean {
  const attributes = [span, ...metrics].flatMap((declaration) => computedAttributes(program, declaration.attributes));
  const values = [...attributes, ...metrics].flatMap(({ value }) => (value.kind === "literal" ? [] : [value]));
  return values.some((value) => usesRoot(value, "context"));
}

/** Records a metric of a task that has succeeded. */
function printMeasurement(
  program: Program,
  module: Module,
  metric: TaskMetric,
  instruments: ReadonlyMap<string, string>,
): string {
  const instrument = module.use(instrumentOf(metric, instruments));
  const { value: instrumentName } = metric.instrument;
  const method = instrumentName === "counter" || instrumentName === "upDownCounter" ? "add" : "record";
  const value = metric.value.kind === "literal" ? numberLiteral(metric.value.value) : printTemplate(metric.value, taskScope(program));
  const members = attributeMembers(program, computedAttributes(program, metric.attributes), taskScope(program));
  const call = `    ${instrument}().${method}(${value}`;
  return (members.length === 0 ? `${call});` : list(`${call}, {`, members, "});", { padding: " " })).trimStart();
}
