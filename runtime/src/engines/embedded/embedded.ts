import type { Workflow } from "../../workflow/index.ts";
import type { Application } from "../application.ts";
import type { WorkflowClient } from "../client.ts";
import { loadingValidator } from "../input.ts";
import type { Validator } from "../validator.ts";
import { createClient } from "./embedded-client.ts";
import { createHost } from "./host.ts";

/** DESIGN 2: what a handler that ignores its signal is given before it is abandoned. Milliseconds. */
const GRACE_PERIOD = 5_000;

/** Runs the workflows of one application. */
export interface EmbeddedEngine {
  /** The client of a workflow whose input is taken as it is. */
  client<Input, Output>(workflow: Workflow<Input, Output>): WorkflowClient<Input, Output>;
  /**
   * The client of a workflow whose input is checked, in a copy. What callers may give (`Accepted`) differs from
   * what the workflow takes where the validator fills in defaults.
   *
   * @param loadValidator Called before the first run.
   */
  client<Input, Output, Accepted = Input>(
    workflow: Workflow<Input, Output>,
    loadValidator: () => Promise<Validator<Input>>,
  ): WorkflowClient<Accepted, Output>;
}

/**
 * The default engine: in this process, without a server. A crash loses the runs that are under way; where
 * that must not be, run the same code on Restate or Temporal.
 *
 * @throws {RangeError} if `maxConcurrentRuns` is less than 1.
 */
export function embedded(application: Application): EmbeddedEngine {
  return embeddedWithGrace(application, GRACE_PERIOD);
}

/** `embedded` with a grace period of its own. For tests: 5 s is a promise of the runtime. */
export function embeddedWithGrace(application: Application, gracePeriod: number): EmbeddedEngine {
  const host = createHost(application, gracePeriod);
  return {
    client<Input, Output>(workflow: Workflow<Input, Output>, loadValidator?: () => Promise<Validator<Input>>) {
      const check =
        loadValidator === undefined ? (input: Input) => input : loadingValidator(workflow.name, loadValidator);
      return createClient(host, workflow, check);
    },
  };
}
