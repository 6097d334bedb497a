import { Cron } from "croner";
import type { Schedule } from "../../workflow/index.ts";

/**
 * The times that a schedule names.
 *
 * Where the clocks change, a fixed time of the day that is left out comes right after the gap, and one that there is
 * twice comes once, as with Vixie cron; what is repeated within the hour goes by elapsed time.
 *
 * @returns The first time after another, both in milliseconds since 1970; undefined if there is none.
 * @throws {Error} if the expression or the time zone is none.
 */
export function cronTimes({ cron, timeZone }: Schedule): (after: number) => number | undefined {
  const pattern = new Cron(cron, { timezone: timeZone, mode: "5-part", fixedTimeRule: "no-wildcard" });
  return (after) => pattern.nextRun(new Date(after))?.getTime();
}
