import type { Program } from "../ir/program.ts";
import type { SensitiveNames, SensitiveRule } from "../ir/redaction.ts";
import type { Attribute, Task } from "../ir/task.ts";
import type { Workflow } from "../ir/workflow.ts";
import { literal } from "../print/literal.ts";

type Rules = Readonly<Record<string, SensitiveRule>>;

/** What the traced task tells the runtime not to show; undefined where a task has to do with nothing sensitive. */
export function printTaskRedaction({ redaction }: Program, task: Task): string | undefined {
  const found = redaction.tasks.get(task);
  if (found === undefined) {
    return undefined;
  }
  const rules = rulesIn(redaction.attributes);
  const events = task.events.flatMap(({ name, attributes }) => {
    const ofEvent = rules(attributes);
    return ofEvent === undefined ? [] : [[name, ofEvent] as const];
  });
  return literal({
    ...namesOf(found),
    attributes: rules(task.span.attributes),
    events: events.length === 0 ? undefined : asRecord(events),
  });
}

/** What a workflow tells the runtime not to show; undefined where its runs have to do with nothing sensitive. */
export function printWorkflowRedaction({ redaction }: Program, workflow: Workflow): string | undefined {
  // What is dropped is not even computed.
  const shown = workflow.attributes.filter((attribute) => redaction.attributes.get(attribute) !== "drop");
  return redaction.workflows.has(workflow)
    ? literal({ ...namesOf(redaction.workflows.get(workflow)), attributes: rulesIn(redaction.attributes)(shown) }, "  ")
    : undefined;
}

function namesOf(names: SensitiveNames | undefined): { readonly input?: SensitiveRule | undefined; readonly fields?: Rules | undefined } {
  return { input: names?.input, fields: names === undefined || names.fields.size === 0 ? undefined : asRecord(names.fields) };
}

function rulesIn(known: ReadonlyMap<Attribute, SensitiveRule>): (attributes: readonly Attribute[]) => Rules | undefined {
  return (attributes) => {
    const rules = attributes.flatMap((attribute) => {
      const rule = known.get(attribute);
      return rule === undefined ? [] : [[attribute.name, rule] as const];
    });
    return rules.length === 0 ? undefined : asRecord(rules);
  };
}

function asRecord<Value>(entries: Iterable<readonly [string, Value]>): Readonly<Record<string, Value>> {
  return Object.fromEntries(entries);
}
