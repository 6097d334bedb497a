import type { Application } from "../application.ts";
import { Admission } from "./admission.ts";
import { idleFlush } from "./idle-flush.ts";

/** What the runs of an application share. */
export interface Host {
  readonly application: Application;
  readonly admission: Admission;
  /** Milliseconds that a handler has, once it was told to stop, before it is abandoned. */
  readonly gracePeriod: number;
}

/** @throws {RangeError} if `maxConcurrentRuns` is less than 1. */
export function createHost(application: Application, gracePeriod: number): Host {
  const flushSoon = idleFlush(application.telemetry, () => admission.isIdle);
  const admission = new Admission(application.maxConcurrentRuns ?? Number.POSITIVE_INFINITY, flushSoon);
  return { application, admission, gracePeriod };
}
