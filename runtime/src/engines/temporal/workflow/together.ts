import { CancellationScope } from "@temporalio/workflow";

/**
 * Whatever of a run is cancelled together: a scope that adds no promises to what runs in it. The SDK notes of each promise
 * in its sandbox where it was made, with a stack, which takes longer than all that we do for a task there.
 */
export class Together extends CancellationScope {
  protected override runInContext<Result>(begin: () => Promise<Result>): Promise<Result> {
    return begin();
  }
}
