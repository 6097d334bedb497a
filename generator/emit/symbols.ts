import { kebabCase } from "../ir/kebab-case.ts";
import type { MetricHead } from "../ir/metric.ts";
import type { Task } from "../ir/task.ts";
import type { Workflow } from "../ir/workflow.ts";
import { isUnsafe } from "../print/safe-identifier.ts";
import type { ImportedSymbol } from "../print/symbol.ts";
import { pascalCase } from "../ir/pascal-case.ts";

/** Where workflow modules import what they need of ours: it holds nothing that a sandbox forbids. */
export const WORKFLOW_RUNTIME = "@gen-flows/runtime/workflow";

/** The file of the types of what the user writes for schedules, without extension. */
export const SCHEDULES_MODULE = "./generated/schedules";

/** What `templates/traced-task.hbs` names itself: nothing of the spec may be called so in its file. */
export const TRACED_TASK_NAMES: readonly string[] = [
  ..."context propagation SpanKind trace describeAttempt recordFailure Task measureAttempt Attempt SPAN_OPTIONS".split(" "),
  ..."hashed REDACTED Redaction REDACTION".split(" "),
  ..."input task attempt handler parent span measured output error flowContext".split(" "),
];

/** What the file of a task exports or declares, by what it is. */
export interface TaskNames {
  readonly handler: string;
  readonly task: string;
  readonly attributes: string;
  readonly events: string;
  readonly errors: string;
  readonly attempt: string;
}

/** The names that the file of `task` declares. */
export function taskNames(task: Task): TaskNames {
  const name = pascalCase(task.name);
  return {
    handler: isUnsafe(name) || TRACED_TASK_NAMES.includes(name) ? `${name}Handler` : name,
    task: `${name}Task`,
    attributes: `${name}Attributes`,
    events: `${name}Events`,
    errors: `${name}Errors`,
    attempt: `attempt${name}`,
  };
}

/** The caller of a task, for workflows. */
export function callerOf(task: Task): ImportedSymbol {
  return { name: task.name, from: "./generated/contracts", kind: "value", alias: `${task.name}Task` };
}

/** The user's implementation of a task. */
export function handlerOf(task: Task): ImportedSymbol {
  return { name: task.name, from: handlerModuleOf(task), kind: "value", alias: `${task.name}Handler` };
}

/** The type of the user's implementation of a task. */
export function handlerTypeOf(task: Task): ImportedSymbol {
  const name = taskNames(task).handler;
  return { name, from: taskModuleOf(task), kind: "type", alias: `${name}Type` };
}

/** The function that runs one attempt of a task in its span. */
export function attemptOf(task: Task): ImportedSymbol {
  const name = taskNames(task).attempt;
  return { name, from: taskModuleOf(task), kind: "value", alias: `${name}Task` };
}

export function workflowOf(workflow: Workflow): ImportedSymbol {
  const { name } = workflow;
  return { name, from: workflowModuleOf(workflow), kind: "value", alias: `${name}Workflow` };
}

/** The caller of a workflow that runs as part of another. No task has its name. */
export function childOf({ name }: Workflow): ImportedSymbol {
  return { name, from: "./generated/contracts", kind: "value", alias: `${name}Workflow` };
}

/** The body of a workflow that the user writes. */
export function bodyOf(workflow: Workflow): ImportedSymbol {
  const { name } = workflow;
  return { name, from: bodyModuleOf(workflow), kind: "value", alias: `${name}Body` };
}

/** The type of the body that the user writes. */
export function bodyTypeOf(workflow: Workflow): ImportedSymbol {
  const words = pascalCase(workflow.name);
  const name = isUnsafe(words) ? `${words}Body` : words;
  return { name, from: workflowModuleOf(workflow), kind: "type", alias: `${name}Type` };
}

/** What makes the inputs of a workflow's scheduled runs, which the user writes. */
export function scheduledInputOf({ name }: Workflow): ImportedSymbol {
  return { name, from: `./schedules/${kebabCase(name)}`, kind: "value", alias: `${name}Schedule` };
}

/** The type of what makes the inputs of a workflow's scheduled runs. */
export function scheduledInputTypeOf(workflow: Workflow): ImportedSymbol {
  const name = `${pascalCase(workflow.name)}Schedule`;
  return { name, from: SCHEDULES_MODULE, kind: "type", alias: `${name}Type` };
}

/** What travels with a run of this spec. */
export const FLOW_CONTEXT: ImportedSymbol = contextType("FlowContext");

/** What a run may be started with; only where that differs. */
export const FLOW_CONTEXT_INPUT: ImportedSymbol = contextType("FlowContextInput");

function contextType(name: string): ImportedSymbol {
  return { name, from: "./generated/context", kind: "type", alias: `Spec${name}` };
}

/** The instrument of a metric: `shop.charged` is `shopCharged`. */
export function instrumentOf(metric: MetricHead, names: ReadonlyMap<string, string>): ImportedSymbol {
  const name = names.get(metric.name) ?? metric.name;
  return { name, from: "./generated/metrics", kind: "value", alias: `${name}Metric` };
}

/** The file of the user's implementation, without extension. */
export function handlerModuleOf(task: Task): string {
  return `./tasks/${kebabCase(task.name)}`;
}

/** The file of the traced task, without extension. */
export function taskModuleOf(task: Task): string {
  return `./generated/tasks/${kebabCase(task.name)}`;
}

/** The file of the body that the user writes, without extension. */
export function bodyModuleOf(workflow: Workflow): string {
  return `./workflows/${kebabCase(workflow.name)}`;
}

/** The file of a workflow, without extension. */
export function workflowModuleOf(workflow: Workflow): string {
  return `./generated/workflows/${kebabCase(workflow.name)}`;
}
