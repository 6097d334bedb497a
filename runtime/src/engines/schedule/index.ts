/** `@gen-flows/runtime/schedule`: begins runs at the times of a cron expression. Needs `croner`. */
export { cronTimes } from "./cron-times.ts";
export { startSchedule } from "./start-schedule.ts";
export type { ScheduleSettings, StartedSchedule } from "./start-schedule.ts";
