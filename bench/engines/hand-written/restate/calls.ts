import type { RestatePromise } from "@restatedev/restate-sdk";
import type {
  Assessment,
  NotifyInput,
  ReserveInput,
  ReserveOutput,
  Score,
  ShipInput,
  ShipOutput,
} from "../../../flows/generated/types.ts";
import type { Result, Step } from "../attempt.ts";

type Caller<Input, Output> = (input: Input, step: Step) => RestatePromise<Result<Output>>;

/** The tasks of one run, as its workflow calls them. */
export interface Calls {
  readonly score: Caller<Assessment, Score>;
  readonly reserve: Caller<ReserveInput, ReserveOutput>;
  readonly ship: Caller<ShipInput, ShipOutput>;
  readonly notify: Caller<NotifyInput, void>;
  /** Ends those that are under way, and waits for them. */
  cancel(): Promise<void>;
}
