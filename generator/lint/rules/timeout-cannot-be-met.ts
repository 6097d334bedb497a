import type { Diagnostic, RelatedLocation } from "../../diagnostics/diagnostic.ts";
import { report } from "../../diagnostics/report.ts";
import type { LinkedSpec, LinkedStep, LinkedWorkflow } from "../../ir/linked.ts";
import { lowerDefaultPolicy } from "../../lower/policy.ts";
import { get } from "../../lower/read.ts";
import type { SourceNode } from "../../source/node.ts";
import type { SourceRange } from "../../source/source-file.ts";
import { durationAt, firstDurationAt } from "../duration-at.ts";
import type { WrittenDuration } from "../duration-at.ts";
import type { Lint } from "../lint.ts";
import { certainSleep } from "../certain-sleep.ts";
import { callsOf, stepsWithin } from "../walk.ts";

/** A duration that another one always cuts short. */
export const timeoutCannotBeMet: Lint = {
  name: "timeout-cannot-be-met",
  code: "GF9011",
  findsAbsence: false,
  run: ({ linked }) => [...inCalls(linked), ...linked.workflows.flatMap(inWorkflow)],
};

/** A duration and what messages call it. */
interface Named {
  readonly name: string;
  readonly text: string;
  readonly at: SourceRange | undefined;
}

/** The settings of calls against each other: those of the defaults, of each task, of each step. */
function inCalls({ spec, workflows }: LinkedSpec): readonly Diagnostic[] {
  const defaults = get(get(spec.origin, "defaults"), "task");
  return [
    ...inChain([defaults]),
    ...[...spec.tasks.values()].flatMap(({ origin }) => inChain([origin, defaults])),
    ...workflows.flatMap(callsOf).flatMap(({ origin, task }) => inChain([origin, task.origin, defaults])),
  ];
}

/**
 * What is written nearer to a call is an exception from what is written farther away, and meant. So only what stands
 * in the first place is looked at, with its limits from there on.
 *
 * @param chain Where settings are written, the nearest first.
 */
function inChain(chain: readonly (SourceNode | undefined)[]): readonly Diagnostic[] {
  const attempt = durationAt(chain[0], "startToCloseTimeout");
  const heartbeat = durationAt(chain[0], "heartbeatTimeout");
  const whole = firstDurationAt(chain, "scheduleToCloseTimeout");
  const attemptLimit = firstDurationAt(chain, "startToCloseTimeout");
  const limit = attemptLimit?.milliseconds ?? BUILT_IN_ATTEMPT;
  return [
    ...(attempt !== undefined && whole !== undefined && attempt.milliseconds > whole.milliseconds
      ? [
          reportLonger(
            { ...attempt, name: "`startToCloseTimeout`" },
            { ...whole, name: "`scheduleToCloseTimeout`" },
            "all attempts together end first: no attempt ever gets its whole time",
          ),
        ]
      : []),
    ...(heartbeat !== undefined && heartbeat.milliseconds >= limit
      ? [
          reportLonger(
            { ...heartbeat, name: "`heartbeatTimeout`" },
            { text: `${limit / 1000}s`, at: undefined, ...attemptLimit, name: "`startToCloseTimeout`" },
            "the attempt ends first: a heartbeat that fails to come is never noticed",
            "not shorter than",
          ),
        ]
      : []),
  ];
}

const BUILT_IN_ATTEMPT = lowerDefaultPolicy(undefined).startToCloseTimeout;

/** What runs in a workflow against its `executionTimeout`. Compensations come after it. */
function inWorkflow(linked: LinkedWorkflow): readonly Diagnostic[] {
  const { workflow } = linked;
  const limit = durationAt(workflow.origin, "executionTimeout");
  if (limit === undefined) {
    return [];
  }
  const name = `the \`executionTimeout\` of \`${workflow.name}\``;
  const tooLong = ({ duration, called, consequence }: Candidate): readonly Diagnostic[] =>
    duration !== undefined && duration.milliseconds > limit.milliseconds
      ? [reportLonger({ ...duration, name: called }, { ...limit, name }, `the run ends first: ${consequence}`)]
      : [];
  const steps = stepsWithin(linked.block);
  const calls = callsOf(linked).filter(({ isCompensation }) => !isCompensation);
  const single = [
    ...calls.flatMap(({ origin, task }) => attemptsOf([origin, task.origin])),
    ...steps.flatMap(waitOf),
  ].flatMap(tooLong);
  const children = steps.flatMap((step) => inChild(step, limit, name));
  return [...single, ...children, ...(single.length > 0 ? [] : inSequence(linked, limit, name))];
}

/** Something that may be longer than the run in which it happens. */
interface Candidate {
  readonly duration: WrittenDuration | undefined;
  readonly called: string;
  readonly consequence: string;
}

/** The built-in and the common defaults are for every task, also for those of long runs: they are not looked at. */
function attemptsOf(chain: readonly SourceNode[]): readonly Candidate[] {
  return (["startToCloseTimeout", "scheduleToCloseTimeout"] as const).map((key) => ({
    duration: firstDurationAt(chain, key),
    called: `\`${key}\``,
    consequence: "the task never gets its whole time",
  }));
}

function waitOf({ step }: LinkedStep): readonly Candidate[] {
  switch (step.kind) {
    case "sleep":
      return [{ duration: durationAt(step.origin, "sleep"), called: "this sleep", consequence: "the sleep is never over" }];
    case "waitForSignal":
      return [
        {
          duration: durationAt(step.origin, "timeout"),
          called: "the `timeout` of this signal",
          consequence: "the run fails before anybody learns that the signal did not come",
        },
      ];
    default:
      return [];
  }
}

function inChild({ step, child }: LinkedStep, limit: WrittenDuration, limitName: string): readonly Diagnostic[] {
  const own = durationAt(child?.origin, "executionTimeout");
  return step.kind !== "workflow" || child === undefined || own === undefined || own.milliseconds <= limit.milliseconds
    ? []
    : [
        reportLonger(
          { ...own, at: step.workflow.range, name: `the \`executionTimeout\` of the child \`${child.name}\`` },
          { ...limit, name: limitName },
          "the run ends first, and its child with it",
          undefined,
          [{ at: own.at, text: "the child may take so long" }],
        ),
      ];
}

/** Sleeps of which each is short enough, and all together are not. */
function inSequence(linked: LinkedWorkflow, limit: WrittenDuration, limitName: string): readonly Diagnostic[] {
  const { milliseconds, sleeps } = certainSleep(linked.block);
  return milliseconds <= limit.milliseconds
    ? []
    : [
        reportLonger(
          { name: "sleeping one after the other", text: sleeps.map(({ text }) => text).join(" + "), at: limit.at },
          { ...limit, name: limitName, at: undefined },
          "the run ends first: no run ever succeeds",
          undefined,
          sleeps.map(({ at }) => ({ at, text: "one of the sleeps" })),
        ),
      ];
}

function reportLonger(
  one: Named,
  limit: Named,
  consequence: string,
  relation: "longer than" | "not shorter than" = "longer than",
  related: readonly RelatedLocation[] = [],
): Diagnostic {
  return report(
    "GF9011",
    one.at,
    { name: one.name, text: one.text, relation, limit: limit.name, limitText: limit.text, consequence },
    [...(limit.at === undefined ? [] : [{ at: limit.at, text: "this ends first" }]), ...related],
  );
}
