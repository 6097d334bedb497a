import { createNoopMeter } from "@opentelemetry/api";
import type { Attributes, Counter, Histogram, Meter, UpDownCounter } from "@opentelemetry/api";
import { ATTR_ERROR_TYPE } from "@opentelemetry/semantic-conventions";
import { instrument } from "../metrics/index.ts";
import type { Attempt } from "./attempt.ts";
import { errorType } from "./error-type.ts";
import {
  ATTR_TASK_NAME,
  ATTR_TASK_RESULT,
  ATTR_WORKFLOW_NAME,
  ATTR_WORKFLOW_RESULT,
  METRIC_TASK_ACTIVE,
  METRIC_TASK_ATTEMPTS,
  METRIC_TASK_DURATION,
  METRIC_WORKFLOW_DURATION,
} from "./names.ts";
import { TimeoutError } from "./timeout-error.ts";

/** Of the instruments that every flow has; a spec's own have the spec's name and version. */
export const SCOPE = "@gen-flows/runtime";
export const VERSION = "0.1.0";

/** Seconds. OpenTelemetry's own buckets are made for milliseconds: nearly every task would be in the first. */
const TASK_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
const WORKFLOW_BUCKETS = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3_600, 14_400, 86_400];

interface Instruments {
  readonly taskDuration: Histogram;
  readonly taskAttempts: Counter;
  readonly activeTasks: UpDownCounter;
  readonly workflowDuration: Histogram;
}

const instruments = instrument(SCOPE, VERSION, createInstruments);

/** Undefined where no provider is registered, so that nothing is measured in vain. */
function createInstruments(meter: Meter): Instruments | undefined {
  if (meter === createNoopMeter()) {
    return undefined;
  }
  return {
    taskDuration: meter.createHistogram(METRIC_TASK_DURATION, {
      unit: "s",
      description: "Duration of one attempt of a task",
      advice: { explicitBucketBoundaries: TASK_BUCKETS },
    }),
    taskAttempts: meter.createCounter(METRIC_TASK_ATTEMPTS, {
      unit: "{attempt}",
      description: "Attempts that began",
    }),
    activeTasks: meter.createUpDownCounter(METRIC_TASK_ACTIVE, {
      unit: "{attempt}",
      description: "Attempts under way",
    }),
    workflowDuration: meter.createHistogram(METRIC_WORKFLOW_DURATION, {
      unit: "s",
      description: "Duration of a run, compensations included",
      advice: { explicitBucketBoundaries: WORKFLOW_BUCKETS },
    }),
  };
}

/** The metrics of one attempt. Only the first that is said of its end counts. */
export interface TaskMeasurement {
  succeeded(): void;
  failed(error: unknown): void;
}

const NOT_MEASURED: TaskMeasurement = { succeeded() {}, failed() {} };

class Measurement implements TaskMeasurement {
  private readonly instruments: Instruments;
  private readonly attempt: Attempt;
  private readonly attributes: Attributes;
  private readonly startedAt: number;
  private hasEnded = false;

  constructor(instruments: Instruments, attempt: Attempt, startedAt: number) {
    this.instruments = instruments;
    this.attempt = attempt;
    this.attributes = { [ATTR_TASK_NAME]: attempt.run.contract.name };
    this.startedAt = startedAt;
  }

  begin(): this {
    this.instruments.taskAttempts.add(1, this.attributes);
    this.instruments.activeTasks.add(1, this.attributes);
    return this;
  }

  succeeded(): void {
    if (this.attempt.abortReason instanceof TimeoutError) {
      this.failed(this.attempt.abortReason);
    } else {
      this.ended("success", undefined);
    }
  }

  failed(error: unknown): void {
    const { abortReason, isCancelled } = this.attempt;
    if (isCancelled) {
      this.ended("cancelled", undefined);
    } else {
      this.ended(abortReason instanceof TimeoutError ? "timeout" : "failure", errorType(abortReason ?? error));
    }
  }

  private ended(result: string, error: string | undefined): void {
    if (this.hasEnded) {
      return;
    }
    this.hasEnded = true;
    const attributes: Attributes = { ...this.attributes, [ATTR_TASK_RESULT]: result };
    if (error !== undefined) {
      attributes[ATTR_ERROR_TYPE] = error;
    }
    this.instruments.taskDuration.record((performance.now() - this.startedAt) / 1000, attributes);
    this.instruments.activeTasks.add(-1, this.attributes);
  }
}

/**
 * Measures an attempt from now on: `gen_flows.task.attempts`, `.active` and `.duration`. Next to free as long as no
 * meter provider is registered.
 *
 * What it is told of the end goes by the same rules as the span: an attempt whose time was up has failed for that
 * reason, whatever its handler says afterwards, and one that was cancelled is no error.
 */
export function measureAttempt(attempt: Attempt): TaskMeasurement {
  const available = instruments();
  if (available === undefined) {
    return NOT_MEASURED;
  }
  const measurement = new Measurement(available, attempt, performance.now()).begin();
  attempt.measurement = measurement;
  return measurement;
}

/**
 * Goes on with what `measureAttempt` has begun in a thread that cannot end it any more.
 *
 * @param startedAt When it began, by the `performance.now()` of this thread.
 */
export function resumeMeasurement(attempt: Attempt, startedAt: number): TaskMeasurement {
  const available = instruments();
  return available === undefined ? NOT_MEASURED : new Measurement(available, attempt, startedAt);
}

/**
 * Records how long a run took. A run that was cancelled is no error.
 *
 * @param duration Milliseconds.
 * @param error Why it failed; undefined if it did not.
 */
export function recordWorkflowDuration(workflow: string, duration: number, result: string, error: unknown): void {
  const available = instruments();
  if (available !== undefined) {
    const attributes: Attributes = { [ATTR_WORKFLOW_NAME]: workflow, [ATTR_WORKFLOW_RESULT]: result };
    if (result === "failure" || result === "timeout") {
      attributes[ATTR_ERROR_TYPE] = errorType(error);
    }
    available.workflowDuration.record(duration / 1000, attributes);
  }
}
