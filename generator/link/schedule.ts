import { Cron } from "croner";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { normalize, suggest } from "../diagnostics/suggest.ts";
import type { Schedule } from "../ir/workflow.ts";

/** Says whether a schedule means anything: it has to name moments, in a time zone that exists. */
export function checkSchedule({ cron, cronRange, timeZone, timeZoneRange }: Schedule): readonly Diagnostic[] {
  const problem = problemOfCron(cron);
  return [
    ...(problem === undefined ? [] : [report("GF3021", cronRange, { cron, problem })]),
    ...(isTimeZone(timeZone) ? [] : [report("GF3022", timeZoneRange, { timeZone, suggestion: meantZone(timeZone) })]),
  ];
}

/** From when on a moment is looked for: any, but always the same. */
const START = new Date(0);

function problemOfCron(cron: string): string | undefined {
  try {
    const next = new Cron(cron, { mode: "5-part", paused: true, timezone: "UTC" }).nextRun(START);
    return next === null ? "there is no such day" : undefined;
  } catch (error) {
    return error instanceof Error ? problemIn(error.message) : String(error);
  }
}

/** `CronPattern: Invalid value for minute: 61` is `invalid value for minute: 61` beside the carets. */
function problemIn(message: string): string {
  const text = message.replace(/^CronPattern: /, "").replace(/\.$/, "");
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** True for a name of the IANA database, written as there; offsets such as `+02:00` are names only for some hosts. */
function isTimeZone(name: string): boolean {
  try {
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions();
    return /^[A-Za-z]/.test(name) && (timeZone === name || timeZone.toLowerCase() !== name.toLowerCase());
  } catch {
    return false;
  }
}

/** `Europe/Berlin` for `Berlin` and `europe/berlin`, else the name that is nearest. */
function meantZone(name: string): string | undefined {
  const zones = Intl.supportedValuesOf("timeZone");
  const wanted = normalize(name);
  return zones.find((zone) => normalize(zone.split("/").at(-1) ?? "") === wanted) ?? suggest(name, ["UTC", ...zones]);
}
