import type { Schedule } from "../ir/workflow.ts";
import type { SourceNode } from "../source/node.ts";
import { asObject, asOneOf, asStringNode, get } from "./read.ts";

const OVERLAPS = ["skip", "bufferOne", "bufferAll", "cancelOther", "terminateOther", "allowAll"] as const;

/** The `schedule` of a workflow: in UTC, and without a second run beside the first, unless it says otherwise. */
export function lowerSchedule(node: SourceNode | undefined): Schedule | undefined {
  const origin = asObject(node);
  const cron = asStringNode(get(origin, "cron"));
  if (origin === undefined || cron === undefined) {
    return undefined;
  }
  const timeZone = asStringNode(get(origin, "timeZone"));
  return {
    origin,
    cron: cron.value.trim(),
    cronRange: cron.range,
    timeZone: timeZone?.value ?? "UTC",
    timeZoneRange: timeZone?.range,
    overlap: asOneOf(get(origin, "overlap"), OVERLAPS) ?? "skip",
  };
}
