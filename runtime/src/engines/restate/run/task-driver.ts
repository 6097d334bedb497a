import { serde } from "@restatedev/restate-sdk";
import type { CancelledError } from "../../../task/index.ts";
import type { Cancellable, TaskRun } from "../../../workflow/index.ts";
import type { SpanReference } from "../../durable/span-reference.ts";
import type { AttemptOutcome, TaskCall } from "../../durable/task-call.ts";
import { fromWireError } from "../../durable/wire-error.ts";
import { localAttempt } from "./local-attempt.ts";
import { json, toBytes } from "../payload.ts";
import type { RunScope } from "./run-scope.ts";
import { TaskLoop } from "./task-loop.ts";
import type { RemoteTask, TaskResult } from "../worker/task-service.ts";

/** Begins a task of a run: in a handler of its own, which any worker may take, or `inline` in that of the workflow. */
export function startTask(scope: RunScope, run: TaskRun, above: SpanReference | undefined): Cancellable {
  const call = scope.recorder.taskCall(run, above);
  return run.contract.placement === "inline" ? startInline(scope, run, call) : startRemote(scope, run, call);
}

function startInline(scope: RunScope, run: TaskRun, call: TaskCall): Cancellable {
  const { host, journal } = scope;
  const lost = journal.context.request().attemptCompletedSignal;
  const loop = new TaskLoop(journal, call, () => localAttempt(host, call, run.input, lost), false);
  void loop.run().then((outcome) => {
    settle(run, outcome);
  });
  return {
    cancel(reason) {
      loop.stop(scope.cancellation(reason));
    },
  };
}

function startRemote(scope: RunScope, run: TaskRun, call: TaskCall): Cancellable {
  const { journal } = scope;
  const { context } = journal;
  const { name } = call.contract;
  const task: RemoteTask = { call, input: run.input };
  let parameter: Uint8Array;
  try {
    parameter = toBytes(task, `The input of task \`${name}\``);
  } catch (error) {
    void Promise.resolve().then(() => {
      run.fail(error);
    });
    return { cancel() {} };
  }
  const called = context.genericCall({
    service: scope.host.application.name,
    method: name,
    parameter,
    inputSerde: serde.binary,
    outputSerde: json,
    name: run.compensates ? `${run.path}.compensate` : run.path,
  });
  let cancelled: CancelledError | undefined;
  void journal.wait(called).then(
    (result) => {
      const { outcome, at } = result as TaskResult;
      scope.clock.passed(at);
      settle(run, outcome);
    },
    // The handler itself never fails. Somebody has ended it, by Restate's user interface or its command line.
    (failure: Error) => {
      run.fail(cancelled ?? new Error(`Task \`${name}\` was ended by Restate: ${failure.message}`));
    },
  );
  return {
    cancel(reason) {
      cancelled = scope.cancellation(reason);
      journal.cancel(called);
    },
  };
}

function settle(run: TaskRun, outcome: AttemptOutcome): void {
  if (outcome.ok) {
    run.succeed(outcome.output, outcome.span);
  } else {
    run.fail(fromWireError(outcome.error));
  }
}
