import type { SpanContext } from "@opentelemetry/api";
import type { Compensate, TaskCall } from "./call.ts";
import type { TaskContract } from "./contract.ts";
import type { Engine, TaskRun, Work } from "./engine.ts";

/** A call that completed and says how to undo it. */
export interface Completed {
  readonly work: Pick<Work, "stepId" | "path" | "index">;
  /** How many calls had completed in the run before. */
  readonly order: number;
  readonly output: unknown;
  readonly span: SpanContext | undefined;
  readonly undo: Compensate;
}

/**
 * Undoes calls one after another, the latest completed first. A failure is reported, and the others still run.
 *
 * @param onDone Called when all is undone.
 */
export function compensate(completed: readonly Completed[], engine: Engine, onDone: () => void): void {
  const pending = completed.toSorted((one, other) => one.order - other.order);
  const undoNext = (): void => {
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (undo(next, engine, undoNext)) {
        return;
      }
    }
    onDone();
  };
  undoNext();
}

/** False where it could not even begin. */
function undo(completed: Completed, engine: Engine, onSettled: () => void): boolean {
  const { stepId, index } = completed.work;
  try {
    const call = completed.undo(completed.output as never);
    engine.start(
      new Compensation(completed, call, onSettled, (error) => {
        engine.compensationFailed(stepId, index, error);
        onSettled();
      }),
    );
    return true;
  } catch (error) {
    engine.compensationFailed(stepId, index, error);
    return false;
  }
}

class Compensation implements TaskRun {
  readonly contract: TaskContract;
  readonly input: unknown;
  readonly stepId: string;
  readonly path: string;
  readonly index: number | undefined;
  readonly compensates = true;
  readonly region = undefined;
  readonly links: readonly SpanContext[];
  readonly succeed: () => void;
  readonly fail: (error: unknown) => void;

  constructor({ work, span }: Completed, call: TaskCall<unknown>, succeed: () => void, fail: (error: unknown) => void) {
    this.contract = call.contract;
    this.input = call.input;
    this.stepId = work.stepId;
    this.path = work.path;
    this.index = work.index;
    this.links = span === undefined ? [] : [span];
    this.succeed = succeed;
    this.fail = fail;
  }
}
