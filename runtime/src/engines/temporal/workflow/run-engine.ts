import type { Engine, Log } from "../../../workflow/index.ts";
import type { RunScope } from "./run-scope.ts";
import { RunStarter } from "./starter.ts";

/** The port, for one run in the sandbox. */
export class RunEngine extends RunStarter implements Engine {
  constructor(scope: RunScope) {
    super(scope, scope.recorder.span);
  }

  get log(): Log {
    return this.scope.recorder.log;
  }

  skipped(stepId: string, index: number | undefined): void {
    this.scope.recorder.skipped(stepId, index);
  }

  compensationFailed(stepId: string, index: number | undefined, error: unknown): void {
    this.scope.recorder.compensationFailed(stepId, index, error);
  }
}
