import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import { stepsOf } from "./spec-steps.ts";
import type { SpecBlock } from "./spec-steps.ts";

/**
 * What is wrong with the trace of a run that was cancelled at some moment; undefined if it is as the rules say: the
 * trace is a tree without gaps, and every call that completed and can be undone was undone once, unless it belongs to
 * a child that had ended well.
 */
export function problemOfCancelled(
  spans: readonly ReadableSpan[],
  root: string,
  workflows: Readonly<Record<string, SpecBlock>>,
): string | undefined {
  const byId = new Map(spans.map((span) => [span.spanContext().spanId, span]));
  const orphan = spans.find(({ parentSpanContext }) => {
    const parent = parentSpanContext?.spanId ?? "";
    return parent !== root && !byId.has(parent);
  });
  if (orphan !== undefined) {
    return `The parent of "${orphan.name}" never ended.`;
  }
  const calls = Object.entries(workflows).flatMap(([name, block]) => callsIn(block, `${name} `));
  // Two branches may have steps of one name: where they call one task, it is not known which of them it was.
  const undoable = new Set(calls.filter(({ isUndoable }) => isUndoable).map(({ key }) => key));
  const final = new Set(calls.filter(({ isUndoable }) => !isUndoable).map(({ key }) => key));
  const undone = new Map<string, number>();
  for (const span of spans) {
    for (const link of span.links) {
      if (link.attributes?.["gen_flows.link"] === "compensates" && span.attributes["gen_flows.task.attempt"] === 1) {
        undone.set(link.context.spanId, (undone.get(link.context.spanId) ?? 0) + 1);
      }
    }
  }
  for (const span of spans) {
    const { attributes, name } = span;
    const run = runOf(span, byId);
    const isTask = name.startsWith("task ");
    const isComplete = isTask && attributes["gen_flows.task.result"] === undefined;
    const workflow = run?.name.slice("workflow ".length) ?? "";
    const call = `${workflow} ${String(attributes["gen_flows.step.id"])} ${String(attributes["gen_flows.task.name"])}`;
    if (undoable.has(call) && final.has(call)) {
      continue;
    }
    const isUndoable = undoable.has(call);
    const isDoomed = run?.attributes["gen_flows.workflow.result"] !== "success";
    const times = undone.get(span.spanContext().spanId) ?? 0;
    // A failure that was handled undoes what is within, whatever becomes of the run.
    const isRight = isComplete && isUndoable ? times === 1 || (!isDoomed && times === 0) : times === 0;
    if (!isRight) {
      return `"${name}" of step ${String(attributes["gen_flows.step.id"])} was undone ${times} times.`;
    }
  }
  return undefined;
}

/** The span of the run that a span belongs to. */
function runOf(span: ReadableSpan, byId: ReadonlyMap<string, ReadableSpan>): ReadableSpan | undefined {
  let current = byId.get(span.parentSpanContext?.spanId ?? "");
  while (current !== undefined && !current.name.startsWith("workflow ")) {
    current = byId.get(current.parentSpanContext?.spanId ?? "");
  }
  return current;
}

/** A call of a task: its workflow, the id of its step, and its task; and whether it says how to undo it. */
interface Call {
  readonly key: string;
  readonly isUndoable: boolean;
}

function callsIn(block: SpecBlock, prefix: string): readonly Call[] {
  return stepsOf(block).flatMap(({ name, body }) => {
    const id = prefix + name;
    return [
      ...(body.task === undefined ? [] : [{ key: `${id} ${body.task}`, isUndoable: body.compensate !== undefined }]),
      ...callsIn(body, `${id}/`),
      ...(body.switch ?? []).flatMap((branch) => callsIn(branch, `${id}/`)),
      ...(body.catch ?? []).flatMap((clause) => callsIn(clause, `${id}.catch/`)),
    ];
  });
}
