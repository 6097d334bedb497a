import { AsyncResource } from "node:async_hooks";
import type { Schedule } from "../../workflow/index.ts";
import type { Clock, Timer } from "../clock.ts";
import { cronTimes } from "./cron-times.ts";
import { scheduledRunId } from "./scheduled-run-id.ts";
import { ScheduledRuns } from "./scheduled-runs.ts";
import type { ScheduledRun } from "./scheduled-runs.ts";

/** What a schedule begins runs of, and how. */
export interface ScheduleSettings {
  /** The name of the workflow. */
  readonly workflow: string;
  readonly schedule: Schedule;
  readonly clock: Clock;
  /** Rejects if the run that is due at that time would be refused. */
  readonly check: (due: Date) => Promise<void>;
  /** Begins the run of that id, which is due at that time, or finds it. */
  readonly begin: (runId: string, due: Date) => Promise<ScheduledRun>;
  /** Whether the message of an error with which a run does not begin may hold sensitive values. */
  readonly masksErrors: boolean;
}

/** A schedule that begins runs in this process, and keeps it alive. */
export interface StartedSchedule {
  /** When the next run is due; undefined after `stop`, and if no time will ever match. */
  readonly next: Date | undefined;
  /** Begins no further runs, and resolves once those under way have ended. They are not cancelled. */
  stop(): Promise<void>;
}

/** Milliseconds. The time of day may be set while a timer runs, and a timer does not go on while a machine sleeps. */
const LONGEST_WAIT = 60_000;

/**
 * Begins runs until it is stopped. A time that is noticed late has its run late; those missed besides have none.
 *
 * @throws What `check` rejects with for the first run. What is no schedule is refused as by `cronTimes`.
 */
export async function startSchedule(settings: ScheduleSettings): Promise<StartedSchedule> {
  const { workflow, schedule, clock, check, begin, masksErrors } = settings;
  const timesOf = cronTimes(schedule);
  const beginAt = (due: Date): Promise<ScheduledRun> => begin(scheduledRunId(workflow, due), due);
  const runs = new ScheduledRuns(workflow, schedule.overlap, beginAt, masksErrors);
  const resource = new AsyncResource("gen_flows.schedule");
  let next = timesOf(clock.now());
  if (next !== undefined) {
    await check(new Date(next));
  }
  let timer: Timer | undefined;
  let stopped: Promise<void> | undefined;

  const wait = (): void => {
    if (next !== undefined) {
      timer = clock.startTimer(Math.min(next - clock.now(), LONGEST_WAIT), look);
    }
  };
  const look = (): void => {
    const now = clock.now();
    if (next !== undefined && next <= now) {
      const due = new Date(next);
      next = timesOf(now);
      resource.runInAsyncScope(() => {
        runs.due(due);
      });
    }
    wait();
  };
  // Not `wait`: the first time may have come during its check.
  look();

  return {
    get next() {
      return next === undefined ? undefined : new Date(next);
    },
    stop() {
      timer?.cancel();
      next = undefined;
      stopped ??= runs.drain();
      return stopped;
    },
  };
}
