import { trace } from "@opentelemetry/api";
import type { Context, Span, SpanContext, Tracer } from "@opentelemetry/api";
import { addLinks, endSpan, startSpan } from "../../task/index.ts";
import { ATTR_FOR_EACH_COUNT, ATTR_FOR_EACH_RESULT, ATTR_STEP_ID } from "../../task/names.ts";
import type { ForEachRun, ForEachScope, TaskRun } from "../../workflow/index.ts";
import { describeError } from "./workflow-span.ts";

/** The span `forEach <step>`, and the items below it. */
export class EmbeddedForEach implements ForEachScope {
  readonly start: (run: TaskRun) => void;
  private readonly current: Span;

  /** @param startBelow Begins a task whose parent is the given context. */
  constructor(tracer: Tracer, parent: Context, run: ForEachRun, startBelow: (run: TaskRun, parent: Context) => void) {
    this.current = startSpan(tracer, `forEach ${run.stepId}`, undefined, parent);
    if (this.current.isRecording()) {
      this.current.setAttribute(ATTR_STEP_ID, run.stepId);
      this.current.setAttribute(ATTR_FOR_EACH_COUNT, run.count);
      addLinks(this.current, run.links, "depends_on");
    }
    const below = trace.setSpan(parent, this.current);
    this.start = (item) => {
      startBelow(item, below);
    };
  }

  get span(): SpanContext {
    return this.current.spanContext();
  }

  settle(result: "success" | "failure" | "cancelled", error?: unknown): void {
    if (result !== "success" && this.current.isRecording()) {
      this.current.setAttribute(ATTR_FOR_EACH_RESULT, result);
      if (result === "failure") {
        describeError(this.current, error);
      }
    }
    endSpan(this.current);
  }
}
