import type { Attributes } from "@opentelemetry/api";
import type { LogScope } from "../../logs/log-scope.ts";
import type { AttemptScope, Redactor } from "../../task/index.ts";
import { ATTR_RUN_ID, ATTR_WORKFLOW_NAME } from "../../task/names.ts";

/** A run, as far as all goes that is told of it. */
export interface LoggedRun {
  readonly id: string;
  readonly attemptScope: AttemptScope | undefined;
  readonly redactor: Redactor | undefined;
}

/** What log records of a workflow's body carry, and the spans below the workflow's. */
export class RunFields implements LogScope {
  private readonly workflow: string;
  private readonly run: LoggedRun;

  constructor(workflow: string, run: LoggedRun) {
    this.workflow = workflow;
    this.run = run;
  }

  get redactor(): Redactor | undefined {
    return this.run.redactor;
  }

  get attributes(): Attributes | undefined {
    return this.run.attemptScope?.attributes;
  }

  get fields(): Attributes {
    const { id, attemptScope } = this.run;
    return { ...attemptScope?.logFields, [ATTR_RUN_ID]: id, [ATTR_WORKFLOW_NAME]: this.workflow };
  }
}
