import type { Call, Compensate, RethrowCall } from "./call.ts";
import { DerivedWork } from "./derived-work.ts";
import { FanOut } from "./fan-out.ts";
import { originalOf, toFlowError } from "./flow-error.ts";
import { GroupFlow } from "./group-flow.ts";
import { Guard } from "./guard.ts";
import type { Receiver, ScheduledWork } from "./scheduled-work.ts";

/**
 * Does a call at a place of the run: the one function that knows every kind of call.
 *
 * @throws whatever the functions of the spec throw. The caller has to take that as a failure of the call.
 */
export function perform(work: ScheduledWork, call: Call<unknown>, receiver: Receiver): void {
  switch (call.kind) {
    case "task":
    case "workflow":
    case "sleep":
    case "waitForSignal":
      work.begin(call, receiver);
      return;
    case "value":
      receiver.completed(call.value, undefined);
      return;
    case "forEach":
      new FanOut(work, call, receiver).begin();
      return;
    case "group":
      new GroupFlow(work, undoing(work, call.compensate, receiver)).begin(call.body);
      return;
    case "switch":
      choose(work, call.choose(), undoing(work, call.compensate, receiver));
      return;
    case "catch":
      new Guard(work, receiver, (error) => {
        const instead = call.handle(toFlowError(error));
        return instead && (() => {
          perform(new DerivedWork(work, work.region, ".catch"), instead, receiver);
        });
      }).begin(call.call);
      return;
    case "rethrow":
      rethrow(work, call, receiver);
      return;
  }
}

function choose(work: ScheduledWork, chosen: Call<unknown> | undefined, receiver: Receiver): void {
  if (chosen === undefined) {
    receiver.completed(undefined, undefined);
  } else {
    perform(work, chosen, receiver);
  }
}

/** However `first` ends, the call fails with the error that was caught. */
function rethrow(work: ScheduledWork, { error, first }: RethrowCall, receiver: Receiver): void {
  const fail = (): void => {
    receiver.failed(originalOf(error));
  };
  if (first === undefined) {
    fail();
  } else {
    new Guard(work, { completed: fail, failed: fail }, () => fail).begin(first);
  }
}

/** Notes how to undo the call, once it has completed. */
function undoing(work: ScheduledWork, undo: Compensate | undefined, receiver: Receiver): Receiver {
  if (undo === undefined) {
    return receiver;
  }
  return {
    completed(value, span) {
      work.scheduler.completed(work.region, work, value, span, undo);
      receiver.completed(value, span);
    },
    failed(error) {
      receiver.failed(error);
    },
  };
}
