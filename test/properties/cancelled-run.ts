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
  const undoable = new Set(Object.entries(workflows).flatMap(([name, block]) => undoableSteps(block, `${name} `)));
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
    const isUndoable = undoable.has(`${run?.name.slice("workflow ".length)} ${String(attributes["gen_flows.step.id"])}`);
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

/** The ids of the steps that call a task and say how to undo it. */
function undoableSteps(block: SpecBlock, prefix: string): readonly string[] {
  return stepsOf(block).flatMap(({ name, body }) => {
    const id = prefix + name;
    return [
      ...(body.task !== undefined && body.compensate !== undefined ? [id] : []),
      ...undoableSteps(body, `${id}/`),
      ...(body.switch ?? []).flatMap((branch) => undoableSteps(branch, `${id}/`)),
      ...(body.catch ?? []).flatMap((clause) => undoableSteps(clause, `${id}.catch/`)),
    ];
  });
}
