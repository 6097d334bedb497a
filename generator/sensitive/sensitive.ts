import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { attributesOf } from "../ir/attributes.ts";
import type { LinkedSpec, LinkedWorkflow } from "../ir/linked.ts";
import { NO_REDACTION } from "../ir/redaction.ts";
import type { Redaction, SensitiveNames } from "../ir/redaction.ts";
import type { Task } from "../ir/task.ts";
import { tasksOfWorkflow } from "../link/involved.ts";
import type { SourceNode } from "../source/node.ts";
import type { StageResult } from "../stage.ts";
import { followReferences } from "../types/references.ts";
import type { References } from "../types/references.ts";
import type { SchemaResolver } from "../types/resolve.ts";
import { annotation, isSchema } from "../types/schema.ts";
import { blockFlow } from "./block-flow.ts";
import { fieldNames } from "./field-names.ts";
import { described, labelWithin } from "./flow-value.ts";
import type { FlowValue } from "./flow-value.ts";
import { scopeOf } from "./flow-scope.ts";
import { hasMarks } from "./marked.ts";
import { createProgramState } from "./program-state.ts";
import type { Handover, ProgramState } from "./program-state.ts";
import { createSchemaLabels } from "./schema-labels.ts";
import { refuseSensitive, sensitiveAttributes, sensitiveContext } from "./sinks.ts";
import { knownTo, labelOfTask } from "./task-label.ts";
import { unmarkedIn } from "./unmarked.ts";
import type { UnmarkedFlow } from "./unmarked.ts";

/** Where sensitive values go. */
export interface Sensitivity {
  readonly redaction: Redaction;
  readonly unmarked: readonly UnmarkedFlow[];
}

export interface SensitiveOptions {
  readonly linked: LinkedSpec;
  /** Of `schemas`, inputs, outputs, data of errors, signals and context. */
  readonly schemas: readonly SourceNode[];
  /** The roots of all files that have been read: where none of them marks anything, nothing is done. */
  readonly documents: () => readonly SourceNode[];
  readonly resolver: SchemaResolver;
}

/**
 * Follows what schemas mark with `x-sensitive` through every expression of a program: from inputs, outputs, signals and
 * context to attributes, and across tasks, workflows, groups and handlers of errors, until nothing new is found.
 */
export function findSensitive({ linked, schemas, documents, resolver }: SensitiveOptions): StageResult<Sensitivity> {
  const ofAttributes = attributesOf(linked.spec).flatMap((attribute) => (attribute.kind === "declared" ? [attribute.schema] : []));
  // Reads the files that only they refer to.
  followReferences(ofAttributes, resolver);
  if (!documents().some(hasMarks)) {
    return { value: { redaction: NO_REDACTION, unmarked: [] }, diagnostics: [] };
  }
  const labels = createSchemaLabels(followAll([...schemas, ...ofAttributes], resolver));
  let handovers: Handover[] = [];
  const state = createProgramState(linked, labels, (handover) => {
    handovers.push(handover);
  });
  do {
    handovers = [];
    for (const workflow of linked.workflows) {
      followWorkflow(workflow, state);
    }
  } while (state.hasChanged());
  const diagnostics: readonly Diagnostic[] = refuseSensitive(state);
  return {
    value: { redaction: redactionOf(state), unmarked: handovers.flatMap((handover) => unmarkedIn(handover, labels)) },
    diagnostics,
  };
}

/** What a text holds as JSON is described by a schema that no value has, so references do not lead into it. */
function followAll(schemas: readonly SourceNode[], resolver: SchemaResolver): References {
  // By their places: of a schema that depends on the way to it there are copies.
  const contents = new Map<string, SourceNode>();
  for (;;) {
    const references = followReferences([...schemas, ...contents.values()], resolver);
    const before = contents.size;
    for (const schema of references.schemas) {
      const content = annotation(schema, "contentSchema");
      if (content !== undefined && isSchema(content)) {
        const place = `${content.file.path}#${content.pointer}`;
        contents.set(place, contents.get(place) ?? content);
      }
    }
    if (contents.size === before) {
      return references;
    }
  }
}

function followWorkflow({ workflow, block }: LinkedWorkflow, state: ProgramState): void {
  if (block === undefined) {
    return;
  }
  const scope = scopeOf(state.labels, { input: state.workflowInput(workflow), context: state.context });
  const given = blockFlow(block, scope, state);
  const { result } = block.block;
  if (result !== undefined && labelWithin(given, state.labels) !== undefined) {
    const declared = described(workflow.output);
    state.onHandover({ to: `the output of \`${workflow.name}\``, declared, given, template: result, at: result.origin.range });
    state.returnFrom(workflow, given);
  }
}

function redactionOf(state: ProgramState): Redaction {
  const tasks = [...state.linked.spec.tasks.values()];
  const involved = new Set(tasks.filter((task) => labelOfTask(task, state) !== undefined));
  const workflows = state.linked.workflows.filter((linked) => isInvolved(linked, involved, state));
  return {
    attributes: sensitiveAttributes(state),
    context: sensitiveContext(state),
    tasks: new Map(Array.from(involved, (task) => [task, namesFor(state.taskInput(task), [knownTo(task, state)], state)])),
    workflows: new Map(
      workflows.map((linked) => [linked.workflow, linked.block === undefined ? namesForBody(linked, state) : undefined]),
    ),
  };
}

function namesFor(input: FlowValue, others: readonly FlowValue[], { labels }: ProgramState): SensitiveNames {
  return { input: fieldNames([input], labels).whole, fields: fieldNames([input, ...others], labels).fields };
}

/** A body written by hand may call any task. */
function namesForBody(linked: LinkedWorkflow, state: ProgramState): SensitiveNames {
  const outputs = Array.from(state.linked.spec.tasks.values(), ({ output }) => described(output));
  return namesFor(state.workflowInput(linked.workflow), [...valuesOf(linked, state), ...outputs], state);
}

/** What a run is given, and what it gives. */
function valuesOf({ workflow, signals }: LinkedWorkflow, state: ProgramState): readonly FlowValue[] {
  const payloads = signals.map(({ payload }) => described(payload));
  return [state.workflowInput(workflow), state.context, described(workflow.output), ...payloads];
}

/** True where a run may hold something sensitive, its own or that of a task that it may call. */
function isInvolved(linked: LinkedWorkflow, tasks: ReadonlySet<Task>, state: ProgramState): boolean {
  const { name, nameRange } = linked.workflow;
  const called = tasksOfWorkflow({ name, range: nameRange }, state.linked.spec);
  return (
    valuesOf(linked, state).some((value) => labelWithin(value, state.labels) !== undefined) ||
    [...called].some((task) => tasks.has(task))
  );
}
