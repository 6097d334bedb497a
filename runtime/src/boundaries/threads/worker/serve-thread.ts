import { propagation, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import type { Context } from "@opentelemetry/api";
import type { ApplicationTelemetry } from "../../../engines/application.ts";
import { attemptedTaskOf, spanOf } from "../../../engines/durable/called-task.ts";
import { withCarriedFields } from "../../../engines/durable/run-contexts.ts";
import { spanContextOf } from "../../../engines/durable/span-context.ts";
import type { AttemptOutcome } from "../../../engines/durable/task-call.ts";
import { fromWireError, toWireError } from "../../../engines/durable/wire-error.ts";
import { recordFailure, TimeoutError, withoutRoom } from "../../../task/index.ts";
import type { CancelledError } from "../../../task/index.ts";
import { withReservation } from "../../../task/reserved-span-id.ts";
import { carrierGetter } from "../../../telemetry/propagators/carrier-getter.ts";
import { currentRelay } from "../../../telemetry/relay/relay.ts";
import { decidedByWorkflow, followingWorkflow } from "../../../telemetry/samplers/workflow-sampling.ts";
import type { ThreadCall, ToThread } from "../messages.ts";
import { openLink } from "./parent-link.ts";
import type { ParentLink } from "./parent-link.ts";
import { ThreadAttempt } from "./thread-attempt.ts";
import { tellSpan } from "./thread-task.ts";
import type { ThreadTasks } from "./thread-task.ts";

/** Runs an attempt in its thread. It has a name, so that declarations of generated code can say it. */
export type ThreadServer = (call: ThreadCall) => Promise<AttemptOutcome>;

/** What runs one attempt after the other in a thread. Whoever called it keeps its deadlines. */
export function serveThread(telemetry: ApplicationTelemetry, tasks: ThreadTasks): ThreadServer {
  return async (call) => {
    const { contract } = call.call;
    const link = openLink(call.port);
    try {
      telemetry.start();
      const task = Object.hasOwn(tasks, contract.name) ? tasks[contract.name] : undefined;
      if (task === undefined) {
        throw new TypeError(`No handler is bound to task \`${contract.name}\` in threads.`);
      }
      const attempt = attemptOf(call, link);
      link.listen((message) => {
        obey(attempt, message);
      });
      return await outcomeOf(call, attempt, () => task(call.input as never, attempt));
    } catch (error) {
      return { ok: false, error: toWireError(error) };
    } finally {
      if (currentRelay()?.isOwned !== true) {
        // The thread may be ended whenever it has nothing to do, and its provider is not ours to watch.
        await telemetry.flush();
      }
    }
  };
}

async function outcomeOf(
  { call, spanId }: ThreadCall,
  attempt: ThreadAttempt,
  start: () => Promise<unknown>,
): Promise<AttemptOutcome> {
  const reservation = spanId === undefined ? undefined : { spanId };
  try {
    await withCarriedFields(call.carried, () => withReservation(reservation, start));
    return { ok: true, ...spanOf(attempt) };
  } catch (thrown) {
    const error = attempt.abortReason instanceof TimeoutError ? attempt.abortReason : thrown;
    const retry = attempt.retryAfter(error);
    return { ok: false, error: toWireError(error), ...spanOf(attempt), ...(retry && { retry }) };
  }
}

function attemptOf(threadCall: ThreadCall, link: ParentLink): ThreadAttempt {
  const { call, input, number, previous, scope } = threadCall;
  const before = previous && spanContextOf(previous, call.carried.span);
  return new ThreadAttempt(link, attemptedTaskOf(call, input), call.runId, number, contextAbove(threadCall, link), before, scope);
}

/** As it is in the thread that called: a span above that is of this process, and all that travels with the run. */
function contextAbove({ call, isCollapsed, followsWorkflow }: ThreadCall, link: ParentLink): Context {
  const { carried, parent } = call;
  const travelling = propagation.extract(ROOT_CONTEXT, carried.headers, carrierGetter);
  const traced = parent === undefined ? travelling : trace.setSpanContext(travelling, spanContextOf(parent, carried.span));
  const above = followsWorkflow ? followingWorkflow(decidedByWorkflow(traced, "")) : traced;
  return isCollapsed
    ? withoutRoom(above, (work) => {
        link.tell({ kind: "collapsed", work });
      })
    : above;
}

/** Tells the handler to stop. If it does not, the thread is ended, and what was told of its span is all that is known. */
function obey(attempt: ThreadAttempt, message: ToThread): void {
  tellSpan(attempt);
  const reason = fromWireError(message.reason) as CancelledError | TimeoutError;
  attempt.abort(reason);
  if (reason instanceof TimeoutError && attempt.span !== undefined) {
    // Now, because a handler that takes no notice may yet return, and its span would look like a success.
    recordFailure(attempt.span, attempt, reason);
  }
}
