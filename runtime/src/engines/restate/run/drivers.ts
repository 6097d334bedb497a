import type { Drivers } from "../../durable/recording-engine.ts";
import { ChildDriver } from "./child-driver.ts";
import type { RunScope } from "./run-scope.ts";
import { SignalDriver } from "./signal-driver.ts";
import { SleepDriver } from "./sleep-driver.ts";
import { startTask } from "./task-driver.ts";

/** How the work of a run begins on Restate. */
export function driversOf(scope: RunScope): Drivers {
  return {
    startTask: (run, above) => startTask(scope, run, above),
    startChild: (run, above) => new ChildDriver(scope, run, above),
    sleep: (run, wait) => new SleepDriver(scope, run, wait),
    waitForSignal: (run, above) => {
      const { recorder, signals } = scope;
      return new SignalDriver(scope, run, recorder.waitForSignal(run, above, signals.isThere(run.signal)));
    },
  };
}
