import { scheduleActivity, scheduleLocalActivity } from "@temporalio/workflow";
import type { Cancellable, TaskRun } from "../../../workflow/index.ts";
import type { TaskCall } from "../../durable/task-call.ts";
import type { SpanReference } from "../../durable/span-reference.ts";
import type { ActivityResult } from "../protocol.ts";
import { inlineOptions, remoteOptions } from "./activity-options.ts";
import { taskErrorOf } from "./failures.ts";
import type { RunScope } from "./run-scope.ts";

/** One task of a run: an activity, which Temporal attempts again. */
export class TaskDriver implements Cancellable {
  private readonly scope: RunScope;
  private readonly run: TaskRun;
  /** The span of the workflow or the `forEach`. */
  private readonly above: SpanReference | undefined;
  private reason: unknown;

  constructor(scope: RunScope, run: TaskRun, above: SpanReference | undefined) {
    this.scope = scope;
    this.run = run;
    this.above = above;
  }

  start(): void {
    const { run, scope, above } = this;
    const call = scope.recorder.taskCall(run, above);
    scope
      .together(run.region)
      .run(() => schedule(run, call))
      .then(
        ({ output, span }) => {
          run.succeed(output, span);
        },
        (failure: unknown) => {
          run.fail(taskErrorOf(failure, run.contract, () => scope.cancellation(this.reason)));
        },
      );
  }

  cancel(reason: unknown): void {
    this.reason = reason;
    this.scope.together(this.run.region).cancel();
  }
}

function schedule({ contract, input, path, compensates }: TaskRun, call: TaskCall): Promise<ActivityResult> {
  const { name, placement } = contract;
  return placement === "inline"
    ? scheduleLocalActivity(name, [input, call], inlineOptions(contract, path))
    : scheduleActivity(name, [input, call], remoteOptions(contract, path, compensates));
}
