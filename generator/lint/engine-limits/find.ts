import type { LinkedSpec } from "../../ir/linked.ts";
import { asDuration } from "../../lower/duration.ts";
import { asNumber, asOneOf, get } from "../../lower/read.ts";
import type { SourceNode } from "../../source/node.ts";
import { fanOutSizes } from "../fan-out-size.ts";
import type { LintSubject } from "../lint.ts";
import { callsOf, stepsWithin } from "../walk.ts";
import type { EngineLimitFinding } from "./engine-limit.ts";

/** Every place that sets a heartbeat: the defaults, tasks, steps, compensations. */
export function heartbeats({ linked }: LintSubject): readonly EngineLimitFinding[] {
  return policyPlaces(linked).flatMap((place) => at(get(place, "heartbeatTimeout")));
}

/** Every place that gives an attempt more than so many milliseconds. */
export function attemptsAbove(milliseconds: number): (subject: LintSubject) => readonly EngineLimitFinding[] {
  return ({ linked }) =>
    policyPlaces(linked).flatMap((place) => {
      const timeout = get(place, "startToCloseTimeout");
      return (asDuration(timeout) ?? 0) > milliseconds ? at(timeout) : [];
    });
}

/** Every place that lets a run be several traces. */
export function severalTraces({ linked }: LintSubject): readonly EngineLimitFinding[] {
  const workflows = linked.workflows.map(({ workflow }) => workflow.origin);
  return [get(linked.spec.origin, "telemetry"), ...workflows].flatMap((holder) => {
    const mode = get(holder, "traceMode");
    return asOneOf(mode, ["linked", "auto"]) === undefined ? [] : at(mode);
  });
}

/** Where the spec limits how many spans a run sends. */
export function spanLimit({ linked }: LintSubject): readonly EngineLimitFinding[] {
  return at(get(get(get(linked.spec.origin, "telemetry"), "limits"), "spansPerRun"));
}

/** Where the spec allows payloads of more than `bytes`. */
export function payloadsAbove(bytes: number): (subject: LintSubject) => readonly EngineLimitFinding[] {
  return ({ linked }) => {
    const limit = get(get(linked.spec.origin, "limits"), "payloadBytes");
    return (asNumber(limit) ?? 0) > bytes ? at(limit) : [];
  };
}

/** Tasks whose attempts must not be repeated, where an engine runs them in one of these places. */
export function notIdempotent(
  placement: readonly ("remote" | "inline")[],
): (subject: LintSubject) => readonly EngineLimitFinding[] {
  return ({ linked }) =>
    [...linked.spec.tasks.values()]
      .filter((task) => !task.idempotent && placement.includes(task.placement))
      .flatMap(({ origin }) => at(get(origin, "idempotent")));
}

/** Steps that run something for each of more than `count` items. */
export function fanOutsAbove(count: number): (subject: LintSubject) => readonly EngineLimitFinding[] {
  return ({ linked, references }) =>
    fanOutSizes(linked, references)
      .filter((size) => size.count > count)
      .map(({ at: list, related }) => ({ at: list, related }));
}

/** Steps that may have more than `count` items under way. */
export function windowsAbove(count: number): (subject: LintSubject) => readonly EngineLimitFinding[] {
  return ({ linked }) =>
    linked.workflows
      .flatMap(({ block }) => stepsWithin(block))
      .filter(({ step }) => (step.kind === "task" || step.kind === "workflow") && (step.forEach?.maxConcurrency ?? 0) > count)
      .flatMap(({ step }) => at(get(get(step.origin, "forEach"), "maxConcurrency")));
}

/** Schedules that end the run that is in the way, without compensations. */
export function terminatedRuns({ linked }: LintSubject): readonly EngineLimitFinding[] {
  return linked.workflows.flatMap(({ workflow: { schedule } }) =>
    schedule?.overlap === "terminateOther" ? at(get(schedule.origin, "overlap")) : [],
  );
}

/** What is no name of a month or a day in the fields of a cron expression, and no plain cron either. */
const SPECIAL_DAY = /[LW#?+]/i;
const NAMES = /\b(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|SUN|MON|TUE|WED|THU|FRI|SAT)\b/gi;

/** Schedules with days such as `L` and `FRI#2`. */
export function specialDays({ linked }: LintSubject): readonly EngineLimitFinding[] {
  return linked.workflows.flatMap(({ workflow: { schedule } }) =>
    schedule !== undefined && SPECIAL_DAY.test(schedule.cron.replaceAll(NAMES, "")) ? [{ at: schedule.cronRange }] : [],
  );
}

function at(node: SourceNode | undefined): readonly EngineLimitFinding[] {
  return node === undefined ? [] : [{ at: node.range }];
}

/** Where timeouts and retries are written: in the defaults, tasks, steps, compensations. */
function policyPlaces({ spec, workflows }: LinkedSpec): readonly (SourceNode | undefined)[] {
  return [
    get(get(spec.origin, "defaults"), "task"),
    ...[...spec.tasks.values()].map(({ origin }) => origin),
    ...workflows.flatMap(callsOf).map(({ origin }) => origin),
  ];
}
