import type { Attributes } from "@opentelemetry/api";
import type { LogScope } from "../../logs/log-scope.ts";
import type { Redactor } from "../../task/index.ts";
import { ATTR_RUN_ID, ATTR_WORKFLOW_NAME } from "../../task/names.ts";
import type { RunScope } from "./run-scope.ts";

/** What log records of a workflow's body carry. */
export class RunFields implements LogScope {
  private readonly workflow: string;
  private readonly scope: RunScope;

  constructor(workflow: string, scope: RunScope) {
    this.workflow = workflow;
    this.scope = scope;
  }

  get redactor(): Redactor | undefined {
    return this.scope.redactor;
  }

  get fields(): Attributes {
    const { id, attemptScope } = this.scope;
    return { ...attemptScope?.logFields, [ATTR_RUN_ID]: id, [ATTR_WORKFLOW_NAME]: this.workflow };
  }
}
