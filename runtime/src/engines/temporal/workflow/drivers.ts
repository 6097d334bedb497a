import type { Drivers } from "../../durable/recording-engine.ts";
import { ChildDriver } from "./child-driver.ts";
import type { RunScope } from "./run-scope.ts";
import { SignalDriver } from "./signal-driver.ts";
import { SleepDriver } from "./sleep-driver.ts";
import { TaskDriver } from "./task-driver.ts";

/** How the work of a run begins on Temporal. */
export function driversOf(scope: RunScope): Drivers {
  return {
    startTask: (run, above) => started(new TaskDriver(scope, run, above)),
    startChild: (run, above) => started(new ChildDriver(scope, run, above)),
    sleep: (run, wait) => started(new SleepDriver(scope, run, wait)),
    waitForSignal: (run, above) => started(new SignalDriver(scope, run, above)),
  };
}

function started<Driver extends { start(): void }>(driver: Driver): Driver {
  driver.start();
  return driver;
}
