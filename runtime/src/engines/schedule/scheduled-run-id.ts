/**
 * The id of the run that is due at a time. Of the time, not of when the run begins: however often a schedule is started,
 * there is one run. In the form that Temporal gives to its scheduled runs, so that it is the same on every engine.
 *
 * @param due A full second, as all times of a cron expression are.
 */
export function scheduledRunId(workflow: string, due: Date): string {
  return `${workflow}-${due.toISOString().replace(/\.\d+Z$/, "Z")}`;
}
