/** When a failed attempt is followed by another. Durations are milliseconds; the names are Temporal's. */
export interface RetryPolicy {
  /** Attempts in all, the first included; 1 means no retry. */
  readonly maximumAttempts: number;
  /** Before the second attempt. */
  readonly initialInterval: number;
  /** How much longer each wait is than the one before. */
  readonly backoffCoefficient: number;
  readonly maximumInterval: number;
  /** Names of errors (`error.name`) after which no further attempt is made. */
  readonly nonRetryableErrors: readonly string[];
}

/** How the spec wants a declared error to look on spans. */
export interface ErrorContract {
  /** Sets `error.type`, and leaves the span's status unset. */
  readonly expected?: boolean;
  /** Stands on spans in place of the message. */
  readonly mask?: string;
}

/** What callers and engines must know of a task without loading its code. Durations are milliseconds. */
export interface TaskContract {
  readonly name: string;
  /** For one attempt. */
  readonly startToCloseTimeout: number;
  /** For all attempts and the waits between them. */
  readonly scheduleToCloseTimeout?: number;
  /** How long an attempt may go without a heartbeat. */
  readonly heartbeatTimeout?: number;
  /**
   * On an engine: `remote` lets any worker take each attempt, `inline` makes them in the workflow's own worker, which
   * is faster and writes less to the journal. Default: `remote`.
   */
  readonly placement?: "remote" | "inline";
  readonly retry: RetryPolicy;
  /** Declared errors that are recorded otherwise than usual. */
  readonly errors?: Readonly<Record<string, ErrorContract>>;
}

/** What callers and engines must know of a child workflow without loading its code. */
export interface WorkflowContract {
  readonly name: string;
}
