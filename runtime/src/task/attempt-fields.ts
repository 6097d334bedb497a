import type { Attributes } from "@opentelemetry/api";
import type { LogScope } from "../logs/log-scope.ts";
import type { TaskContract, TaskRun } from "../workflow/index.ts";
import { ATTR_RUN_ID, ATTR_STEP_ID, ATTR_STEP_INDEX, ATTR_TASK_ATTEMPT, ATTR_TASK_NAME } from "./names.ts";
import type { Redactor } from "./redactor.ts";

/**
 * What log records of an attempt carry. It keeps no payload, unless a sensitive one has to be known: contexts live on in
 * sockets and timers that a handler has opened, long after its run.
 */
export class AttemptFields implements LogScope {
  /** Set by the traced task where the spec marks something of it. */
  redactor: Redactor | undefined;
  readonly errors: TaskContract["errors"];
  readonly attributes: Attributes | undefined;
  private readonly runId: string;
  private readonly task: string;
  private readonly stepId: string;
  private readonly index: number | undefined;
  private readonly attempt: number;
  private readonly context: Attributes | undefined;
  private computed: Attributes | undefined;

  /**
   * @param context what the spec's context says to logs.
   * @param attributes what it says to spans.
   */
  constructor(
    run: Pick<TaskRun, "contract" | "stepId" | "index">,
    runId: string,
    attempt: number,
    context: Attributes | undefined,
    attributes: Attributes | undefined,
  ) {
    this.runId = runId;
    this.task = run.contract.name;
    this.errors = run.contract.errors;
    this.attributes = attributes;
    this.stepId = run.stepId;
    this.index = run.index;
    this.attempt = attempt;
    this.context = context;
  }

  get fields(): Attributes {
    this.computed ??= {
      ...this.context,
      [ATTR_RUN_ID]: this.runId,
      [ATTR_TASK_NAME]: this.task,
      [ATTR_STEP_ID]: this.stepId,
      ...(this.index !== undefined && { [ATTR_STEP_INDEX]: this.index }),
      [ATTR_TASK_ATTEMPT]: this.attempt,
    };
    return this.computed;
  }
}
