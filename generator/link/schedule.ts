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
  const fields = cron.trim().split(/\s+/);
  const wrong = FIELDS.findIndex((_, position) => !isField(fields[position] ?? "", position));
  if (wrong !== -1) {
    return `\`${fields[wrong]}\` names no ${FIELDS[wrong]}`;
  }
  return new Cron(cron, OPTIONS).nextRun(START) === null ? "there is no such day" : undefined;
}

const FIELDS: readonly string[] = [
  "minute (0-59)",
  "hour (0-23)",
  "day of the month (1-31)",
  "month (1-12 or JAN-DEC)",
  "day of the week (0-7 or SUN-SAT)",
];

const OPTIONS = { mode: "5-part", paused: true, timezone: "UTC" } as const;

/** Each field is tried alone: the library counts days and months from 0 when it says what is wrong with them. */
function isField(text: string, position: number): boolean {
  try {
    new Cron(FIELDS.map((_, other) => (other === position ? text : "*")).join(" "), OPTIONS).stop();
    return true;
  } catch {
    return false;
  }
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
