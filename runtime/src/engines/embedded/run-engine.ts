import { context } from "@opentelemetry/api";
import { ATTR_ERROR_TYPE } from "@opentelemetry/semantic-conventions";
import { createLog } from "../../logs/log.ts";
import type { Log } from "../../logs/log.ts";
import { errorType } from "../../task/index.ts";
import { ATTR_STEP_ID, ATTR_STEP_INDEX, EVENT_COMPENSATION_FAILED, EVENT_STEP_SKIPPED } from "../../task/names.ts";
import type { Engine } from "../../workflow/index.ts";
import type { RunScope } from "./run-scope.ts";
import type { RunSpans } from "./run-spans.ts";
import { SpanStarter } from "./starter.ts";

/** The port, for one run in this process. */
export class RunEngine extends SpanStarter implements Engine {
  private readonly spans: RunSpans;

  constructor(scope: RunScope, spans: RunSpans) {
    super(scope, spans);
    this.spans = spans;
  }

  get log(): Log {
    return createLog(this.spans.context, this.spans.span);
  }

  /** Calls a function as a part of the workflow: what it says and calls belongs to the workflow's span. */
  within<Result>(fn: () => Result): Result {
    return context.with(this.spans.context, fn);
  }

  skipped(stepId: string, index: number | undefined): void {
    const { span } = this.spans;
    if (span.isRecording()) {
      span.addEvent(EVENT_STEP_SKIPPED, {
        [ATTR_STEP_ID]: stepId,
        ...(index !== undefined && { [ATTR_STEP_INDEX]: index }),
      });
    }
  }

  compensationFailed(stepId: string, index: number | undefined, error: unknown): void {
    this.spans.span.addEvent(EVENT_COMPENSATION_FAILED, {
      [ATTR_STEP_ID]: stepId,
      ...(index !== undefined && { [ATTR_STEP_INDEX]: index }),
      [ATTR_ERROR_TYPE]: errorType(error),
    });
  }
}
