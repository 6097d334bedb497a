/**
 * What clients, workers and workflow code of the Temporal engine say to one another. Pure: workflow code runs in a
 * sandbox.
 */
import type { Sinks } from "@temporalio/workflow";
import type { Carried } from "../durable/carried.ts";
import type { PlanRecord } from "../durable/plan-changed.ts";
import type { RunRecord } from "../durable/span-record.ts";
import type { SettledSpan, SpanReference } from "../durable/span-reference.ts";
import type { WireError } from "../durable/wire-error.ts";

/** The one header of ours, on workflows, activities, local activities, children and signals. */
export const CARRIER_HEADER = "gf-carrier";

/** In the memo of a run: its `PlanRecord`. */
export const MEMO_PLAN = "gen_flows.plan";
/** In the memo of a run that is traced. */
export const MEMO_TRACE_ID = "gen_flows.trace_id";

/** The local activity that settles a run which came without our client. */
export const BEGIN_ACTIVITY = "gen_flows.begin";
/** The local activity that checks the input of a child. */
export const CHECK_INPUT_ACTIVITY = "gen_flows.check_input";
/** The local activity that checks a signal which came without our client. */
export const CHECK_SIGNAL_ACTIVITY = "gen_flows.check_signal";

/** In the memo of a run that a schedule has begun: its `ScheduledMemo`. */
export const MEMO_SCHEDULED = "gen_flows.scheduled";

/** What the patch begins with that notes the plan of a run: a fingerprint, `@`, and a version follow. */
export const PLAN_PATCH = "gen_flows.plan:";

/** The plan that a patch notes; undefined for somebody else's patch. */
export function planOfPatch(patch: string): PlanRecord | undefined {
  if (!patch.startsWith(PLAN_PATCH)) {
    return undefined;
  }
  const [fingerprint = "", ...version] = patch.slice(PLAN_PATCH.length).split("@");
  return { version: version.join("@"), fingerprint };
}

/** The signal that brings the reason of a cancellation: Temporal's own request has no room for it. */
export const CANCEL_REASON_SIGNAL = "gen_flows.cancel_reason";

/** What comes with a signal, in the header. */
export interface SignalHeader {
  /** The span that sent it. */
  readonly sender?: SettledSpan;
}

/** Where records of a run go: out of the sandbox, and not in a replay. */
export interface RecordSinks extends Sinks {
  readonly genFlows: { record(record: RunRecord): void };
}

/** What an activity answers. */
export interface ActivityResult {
  /** Left out if it is `undefined`. */
  readonly output?: unknown;
  /** Of the attempt that succeeded. Left out where nothing is traced. */
  readonly span?: SpanReference;
}

/** What the runs that a schedule begins are given. */
export interface ScheduledMemo {
  readonly context?: object;
}

/** What `BEGIN_ACTIVITY` is asked. */
export interface BeginRequest {
  readonly workflow: string;
  readonly runId: string;
  /** Milliseconds since 1970, by the server's clock. */
  readonly startedAt: number;
  readonly input: unknown;
  /** What came with the run; left out where that was nothing, and the input has not been checked. */
  readonly carried?: Carried;
  /** Of a run that a schedule has begun: the worker makes its input. */
  readonly scheduled?: ScheduledMemo;
}

/** What a run begins with. */
export interface Begun {
  /** As the spec's schema has it, with its defaults. */
  readonly input?: unknown;
  readonly carried: Carried;
  /** The input does not fit: the run fails with that. */
  readonly problem?: WireError;
}

/** What `CHECK_INPUT_ACTIVITY` is asked. */
export interface CheckInputRequest {
  /** The name of the child. */
  readonly workflow: string;
  readonly input: unknown;
}

/** What `CHECK_SIGNAL_ACTIVITY` is asked. */
export interface CheckSignalRequest {
  readonly workflow: string;
  readonly runId: string;
  readonly signal: string;
  readonly payload: unknown;
}

/** A value as its schema has it, with its defaults. */
export interface Checked {
  readonly value?: unknown;
}

/** What `CHECK_INPUT_ACTIVITY` answers. */
export interface CheckedChild extends Checked {
  /** The child has a sampler of its own. */
  readonly isSampledApart?: true;
}
