import type { LinkedSpec } from "../ir/linked.ts";
import type { Task } from "../ir/task.ts";
import type { Template } from "../ir/template.ts";
import type { Workflow } from "../ir/workflow.ts";
import type { SourceRange } from "../source/source-file.ts";
import { described, either, HARMLESS, shallow } from "./flow-value.ts";
import type { FlowValue } from "./flow-value.ts";
import type { SchemaLabels } from "./schema-labels.ts";

/** Deeper than this, what expressions put together counts as one. */
const DEPTH = 4;

/** A place at which a value is given to a task or workflow, or returned by one. */
export interface Handover {
  /** What gets it: `the input of \`notify\``. */
  readonly to: string;
  /** What the schema there says of it. */
  readonly declared: FlowValue;
  readonly given: FlowValue;
  readonly template: Template;
  /** Where it is written. */
  readonly at: SourceRange;
}

/** What is known so far of the values that pass through a program. Grows until nothing new is found. */
export interface ProgramState {
  readonly linked: LinkedSpec;
  readonly labels: SchemaLabels;
  readonly context: FlowValue;
  /** The input of a task: what its schema says, and what expressions give it. */
  readonly taskInput: (task: Task) => FlowValue;
  readonly workflowInput: (workflow: Workflow) => FlowValue;
  readonly workflowOutput: (workflow: Workflow) => FlowValue;
  readonly giveTask: (task: Task, value: FlowValue) => void;
  readonly giveWorkflow: (workflow: Workflow, value: FlowValue) => void;
  readonly returnFrom: (workflow: Workflow, value: FlowValue) => void;
  /** Told of every handover that expressions make. */
  readonly onHandover: (handover: Handover) => void;
}

/** The state of a program of which nothing has been followed yet, and whether the last round found something new. */
export function createProgramState(
  linked: LinkedSpec,
  labels: SchemaLabels,
  onHandover: (handover: Handover) => void,
): ProgramState & { readonly hasChanged: () => boolean } {
  const taskInputs = new Map<Task, FlowValue>();
  const workflowInputs = new Map<Workflow, FlowValue>();
  const workflowOutputs = new Map<Workflow, FlowValue>();
  let changed = false;

  function add<Key>(known: Map<Key, FlowValue>, key: Key, value: FlowValue): void {
    const before = known.get(key) ?? HARMLESS;
    const after = either(before, shallow(value, DEPTH, labels));
    if (fingerprint(after) !== fingerprint(before)) {
      known.set(key, after);
      changed = true;
    }
  }

  return {
    linked,
    labels,
    context: {
      ...HARMLESS,
      members: new Map(linked.spec.context.map(({ name, schema }) => [name, described(schema)])),
    },
    taskInput: (task) => either(described(task.input), taskInputs.get(task) ?? HARMLESS),
    workflowInput: (workflow) => either(described(workflow.input), workflowInputs.get(workflow) ?? HARMLESS),
    workflowOutput: (workflow) => either(described(workflow.output), workflowOutputs.get(workflow) ?? HARMLESS),
    giveTask: (task, value) => add(taskInputs, task, value),
    giveWorkflow: (workflow, value) => add(workflowInputs, workflow, value),
    returnFrom: (workflow, value) => add(workflowOutputs, workflow, value),
    onHandover,
    hasChanged: () => {
      const answer = changed;
      changed = false;
      return answer;
    },
  };
}

/** Equal for values of which the same is known: values only grow, so it is enough to count. */
function fingerprint({ label, schemas, members, items }: FlowValue): string {
  const within = Array.from(members, ([name, member]) => `${JSON.stringify(name)}:${fingerprint(member)}`);
  return `${label?.rule} ${schemas.size} {${within.toSorted().join()}} ${items === undefined ? "" : fingerprint(items)}`;
}
