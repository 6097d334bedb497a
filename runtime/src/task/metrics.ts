import { createNoopMeter } from "@opentelemetry/api";
import type { Attributes, Counter, Histogram, Meter, UpDownCounter } from "@opentelemetry/api";
import { ATTR_ERROR_TYPE } from "@opentelemetry/semantic-conventions";
import { errorType } from "./error-type.ts";
import { instrument } from "./instrument.ts";
import {
  ATTR_TASK_NAME,
  ATTR_WORKFLOW_NAME,
  ATTR_WORKFLOW_RESULT,
  METRIC_TASK_ACTIVE,
  METRIC_TASK_ATTEMPTS,
  METRIC_TASK_DURATION,
  METRIC_WORKFLOW_DURATION,
} from "./names.ts";

/** Of the instruments that every flow has; a spec's own have the spec's name and version. */
export const SCOPE = "@gen-flows/runtime";
export const VERSION = "0.1.0";

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
    }),
  };
}

/** The metrics of one attempt. To be told once how it ended. */
export interface TaskMeasurement {
  succeeded(): void;
  failed(error: unknown): void;
}

const NOT_MEASURED: TaskMeasurement = { succeeded() {}, failed() {} };

class Measurement implements TaskMeasurement {
  private readonly instruments: Instruments;
  private readonly attributes: Attributes;
  private readonly startedAt: number;

  constructor(instruments: Instruments, task: string) {
    this.instruments = instruments;
    this.attributes = { [ATTR_TASK_NAME]: task };
    this.startedAt = performance.now();
    instruments.taskAttempts.add(1, this.attributes);
    instruments.activeTasks.add(1, this.attributes);
  }

  succeeded(): void {
    this.ended(this.attributes);
  }

  failed(error: unknown): void {
    this.ended({ ...this.attributes, [ATTR_ERROR_TYPE]: errorType(error) });
  }

  private ended(attributes: Attributes): void {
    this.instruments.taskDuration.record((performance.now() - this.startedAt) / 1000, attributes);
    this.instruments.activeTasks.add(-1, this.attributes);
  }
}

/** The metrics that every task has. Next to free as long as no meter provider is registered. */
export const taskMetrics = {
  /** An attempt of `task` begins. */
  start(task: string): TaskMeasurement {
    const available = instruments();
    return available === undefined ? NOT_MEASURED : new Measurement(available, task);
  },
};

/**
 * Records how long a run took.
 *
 * @param startedAt By `performance.now()`, in milliseconds.
 * @param error Why it failed; undefined if it did not.
 */
export function recordWorkflowDuration(workflow: string, startedAt: number, result: string, error: unknown): void {
  const available = instruments();
  if (available !== undefined) {
    const attributes: Attributes = { [ATTR_WORKFLOW_NAME]: workflow, [ATTR_WORKFLOW_RESULT]: result };
    if (error !== undefined) {
      attributes[ATTR_ERROR_TYPE] = errorType(error);
    }
    available.workflowDuration.record((performance.now() - startedAt) / 1000, attributes);
  }
}
