/** The virtual object of a schedule. No workflow is called so: their names have no dot. */
export function scheduleService(workflow: string): string {
  return `${workflow}.schedule`;
}

/** The key of the only object of the service: a workflow has one schedule. */
export const SCHEDULE_KEY = "default";

/** Handlers for clients. */
export const START = "start";
export const STOP = "stop";
export const DESCRIBE_SCHEDULE = "describe";

/** Handlers that the schedule calls itself. */
export const DUE = "due";
export const FOLLOW = "follow";
export const ENDED = "ended";

/** Where the object keeps all that it knows. */
export const SCHEDULE_STATE = "schedule";
