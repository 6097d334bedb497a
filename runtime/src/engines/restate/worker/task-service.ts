import { handlers, service } from "@restatedev/restate-sdk";
import type { Context, ServiceDefinition } from "@restatedev/restate-sdk";
import { CancelledError } from "../../../task/index.ts";
import type { AttemptOutcome, TaskCall } from "../../durable/task-call.ts";
import { Journal } from "../journal/journal.ts";
import type { HandlerContext } from "../journal/journal.ts";
import { localAttempt } from "../run/local-attempt.ts";
import { TASK_PATIENCE } from "./patience.ts";
import { jsonBytes, outcomeBytes } from "../payload.ts";
import { TaskLoop } from "../run/task-loop.ts";
import type { WorkerHost } from "./worker-host.ts";

/** What the handler of a task is given. */
export interface RemoteTask {
  readonly call: TaskCall;
  /** Left out if it is `undefined`. */
  readonly input?: unknown;
}

/** What the handler of a task returns. */
export interface TaskResult {
  readonly outcome: AttemptOutcome;
  /** When it was there, in milliseconds since 1970. */
  readonly at: number;
}

/** The service that is called as the spec is: each handler runs one task, for the workflows of the spec and for nobody else. */
export function taskService(host: WorkerHost): ServiceDefinition<string, unknown> {
  const { name, version } = host.application;
  return service({
    name,
    description: `The tasks of \`${name}\`. Its workflows call them.`,
    metadata: { version },
    handlers: Object.fromEntries(
      Object.keys(host.tasks).map((task) => [
        task,
        handlers.handler({ output: jsonBytes }, (context: Context, given: RemoteTask) =>
          runTask(host, context as unknown as HandlerContext, given),
        ),
      ]),
    ),
    options: { ...TASK_PATIENCE, ingressPrivate: true, explicitCancellation: true },
  });
}

/** @returns A `TaskResult` as JSON. */
async function runTask(host: WorkerHost, context: HandlerContext, { call, input }: RemoteTask): Promise<Uint8Array> {
  host.application.telemetry.start();
  const journal = new Journal(context);
  const { attemptCompletedSignal } = context.request();
  const loop = new TaskLoop(journal, call, () => localAttempt(host, call, input, attemptCompletedSignal), true);
  void journal.listen(context.cancellation()).then(() => {
    loop.stop(new CancelledError("What this is a part of has failed."));
  });
  const outcome = await journal.drive(loop.run(), () => !host.workload.isStopping);
  const at = Date.now();
  return outcomeBytes(outcome, call.contract.name, (fitting): TaskResult => ({ outcome: fitting, at }));
}
