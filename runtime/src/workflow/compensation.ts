import type { SpanContext } from "@opentelemetry/api";
import type { TaskCall } from "./call.ts";
import type { TaskContract } from "./contract.ts";
import type { Engine, TaskRun } from "./engine.ts";

/** A call that completed and says how to undo it. */
export interface Completed {
  readonly stepId: string;
  readonly index: number | undefined;
  readonly output: unknown;
  readonly span: SpanContext | undefined;
  readonly undo: (output: never) => TaskCall<unknown>;
}

/** Undoes calls one after another, the latest completed first. A failure is reported, and the others still run. */
export async function compensate(completed: readonly Completed[], engine: Engine): Promise<void> {
  for (const call of completed.toReversed()) {
    try {
      await undo(call, engine);
    } catch (error) {
      engine.compensationFailed(call.stepId, call.index, error);
    }
  }
}

function undo(completed: Completed, engine: Engine): Promise<void> {
  return new Promise((resolve, reject) => {
    engine.start(new Compensation(completed, resolve, reject));
  });
}

class Compensation implements TaskRun {
  readonly contract: TaskContract;
  readonly input: unknown;
  readonly stepId: string;
  readonly index: number | undefined;
  readonly compensates = true;
  readonly links: readonly SpanContext[];
  readonly succeed: () => void;
  readonly fail: (error: unknown) => void;

  constructor(completed: Completed, succeed: () => void, fail: (error: unknown) => void) {
    const call = completed.undo(completed.output as never);
    this.contract = call.contract;
    this.input = call.input;
    this.stepId = completed.stepId;
    this.index = completed.index;
    this.links = completed.span === undefined ? [] : [completed.span];
    this.succeed = succeed;
    this.fail = fail;
  }
}
