import { handlers, object, TerminalError } from "@restatedev/restate-sdk";
import type { ObjectContext, ObjectSharedContext, VirtualObjectDefinition } from "@restatedev/restate-sdk";
import { diag, ROOT_CONTEXT } from "@opentelemetry/api";
import { errorType } from "../../../task/index.ts";
import type { Schedule } from "../../../workflow/index.ts";
import type { Application, LoadScheduler, WorkflowDefinition } from "../../application.ts";
import { createLauncher } from "../../durable/launch.ts";
import type { Launcher } from "../../durable/launch.ts";
import { NEXT_IS_DUE } from "../../schedule/overlap.ts";
import { scheduledInputOf } from "../../schedule/scheduled-input.ts";
import { scheduledRunId } from "../../schedule/scheduled-run-id.ts";
import { CANCEL, RUN } from "../names.ts";
import { json } from "../payload.ts";
import { headersOf } from "../run-header.ts";
import {
  DESCRIBE_SCHEDULE,
  DUE,
  ENDED,
  FOLLOW,
  SCHEDULE_KEY,
  SCHEDULE_STATE,
  scheduleService,
  START,
  STOP,
} from "./schedule-names.ts";
import { STOPPED, whenDue, whenEnded } from "./schedule-state.ts";
import type { ScheduleState, ScheduleStep } from "./schedule-state.ts";
import { terminalError } from "../terminal-error.ts";

/** What the object of a schedule works with. */
interface ScheduleHost {
  readonly definition: WorkflowDefinition<never, unknown>;
  readonly schedule: Schedule;
  readonly loadScheduler: LoadScheduler;
  readonly launch: Launcher;
}

/** What a schedule is started with. */
interface StartRequest {
  readonly context?: Readonly<Record<string, unknown>>;
}

/** A time that is due, in a chain of delayed calls. */
interface DueCall {
  readonly chain: string;
  readonly time: number;
}

/** A run to follow to its end. */
interface Follow {
  readonly time: number;
  readonly input?: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** For the schedule itself. */
const PRIVATE = { ingressPrivate: true };

/**
 * The schedule of a workflow: a virtual object that calls itself at the next time. What it knows is in its state, so that it
 * outlives every worker. A time that passes while no worker is there has its run late; those missed besides have none.
 */
export function scheduleObject(
  application: Application,
  definition: WorkflowDefinition<never, unknown>,
  schedule: Schedule,
  loadScheduler: LoadScheduler,
): VirtualObjectDefinition<string, unknown> {
  const host: ScheduleHost = { definition, schedule, loadScheduler, launch: createLauncher(application, definition) };
  return object({
    name: scheduleService(definition.workflow.name),
    handlers: {
      [START]: (context: ObjectContext, request?: StartRequest) => start(host, context, request ?? {}),
      [STOP]: stop,
      [DESCRIBE_SCHEDULE]: handlers.object.shared((context: ObjectSharedContext) =>
        context.get<ScheduleState>(SCHEDULE_STATE),
      ),
      [DUE]: handlers.object.exclusive(PRIVATE, (context: ObjectContext, call: DueCall) => due(host, context, call)),
      [FOLLOW]: handlers.object.shared(PRIVATE, (context: ObjectSharedContext, run: Follow) => follow(host, context, run)),
      [ENDED]: handlers.object.exclusive(PRIVATE, (context: ObjectContext, time: number) => ended(host, context, time)),
    },
  }) as VirtualObjectDefinition<string, unknown>;
}

/** Starts the schedule, or lets it go on with what it is given now. What was due by an earlier start is forgotten. */
async function start(host: ScheduleHost, context: ObjectContext, request: StartRequest): Promise<void> {
  const now = await context.date.now();
  const next = await nextTime(host, context, now);
  if (next !== undefined) {
    await refuseMistakes(host, context, request, next);
  }
  const chain = context.rand.uuidv4();
  const state = (await context.get<ScheduleState>(SCHEDULE_STATE)) ?? STOPPED;
  const { waiting, underWay } = state;
  context.set(SCHEDULE_STATE, { ...request, chain, waiting, underWay, ...(next !== undefined && { next }) });
  callWhenDue(host, context, chain, next, now);
}

async function stop(context: ObjectContext): Promise<void> {
  const state = await context.get<ScheduleState>(SCHEDULE_STATE);
  context.set(SCHEDULE_STATE, { ...STOPPED, underWay: state?.underWay ?? [] });
}

async function due(host: ScheduleHost, context: ObjectContext, { chain, time }: DueCall): Promise<void> {
  const state = await context.get<ScheduleState>(SCHEDULE_STATE);
  if (state?.chain !== chain) {
    return;
  }
  const now = Math.max(await context.date.now(), time);
  const next = await nextTime(host, context, now);
  const { next: _, ...rest } = state;
  const step = whenDue({ ...rest, ...(next !== undefined && { next }) }, host.schedule.overlap, time);
  callWhenDue(host, context, chain, next, now);
  await take(host, context, step);
}

async function ended(host: ScheduleHost, context: ObjectContext, time: number): Promise<void> {
  const state = (await context.get<ScheduleState>(SCHEDULE_STATE)) ?? STOPPED;
  await take(host, context, whenEnded(state, time));
}

/** Runs a workflow to its end, and says so. Beside all others: a schedule goes on while its runs do. */
async function follow(host: ScheduleHost, context: ObjectSharedContext, { time, input, headers }: Follow): Promise<void> {
  const { name } = host.definition.workflow;
  try {
    await context.genericCall({
      service: name,
      key: scheduledRunId(name, new Date(time)),
      method: RUN,
      parameter: input,
      inputSerde: json,
      outputSerde: json,
      headers: { ...headers },
    });
  } catch (error) {
    // Why it failed is seen in its trace.
    if (!(error instanceof TerminalError)) {
      throw error;
    }
  }
  context.genericSend({ service: scheduleService(name), key: SCHEDULE_KEY, method: ENDED, parameter: time, inputSerde: json });
}

async function take(host: ScheduleHost, context: ObjectContext, { state, begins, cancels }: ScheduleStep): Promise<void> {
  const { name } = host.definition.workflow;
  context.set(SCHEDULE_STATE, state);
  for (const time of cancels) {
    const key = scheduledRunId(name, new Date(time));
    context.genericSend({ service: name, key, method: CANCEL, parameter: NEXT_IS_DUE, inputSerde: json });
  }
  for (const time of begins) {
    const run = await prepare(host, context, state, time);
    context.genericSend({
      service: scheduleService(name),
      key: SCHEDULE_KEY,
      // One that cannot begin has ended.
      ...(run === undefined ? { method: ENDED, parameter: time } : { method: FOLLOW, parameter: run }),
      inputSerde: json,
    });
  }
}

/** What a run begins with; undefined for one that cannot begin. Journaled: making an input may have effects. */
async function prepare(
  { definition, launch }: ScheduleHost,
  context: ObjectContext,
  state: ScheduleState,
  time: number,
): Promise<Follow | undefined> {
  const { name, redaction } = definition.workflow;
  const prepared = await context.run("input", async () => {
    const date = new Date(time);
    try {
      const options = { context: state.context, parent: ROOT_CONTEXT };
      const { input, carried } = await launch(
        scheduledRunId(name, date),
        await scheduledInputOf(definition, new Date(time)),
        options,
        false,
      );
      return { time, ...(input !== undefined && { input }), headers: headersOf(carried) };
    } catch (error) {
      diag.error(
        `The run of workflow ${name} that was due at ${date.toISOString()} could not begin:`,
        redaction === undefined ? error : errorType(error),
      );
      return null;
    }
  });
  return prepared ?? undefined;
}

/** @throws {TerminalError} with what the client throws, if the run of a time could not begin. */
async function refuseMistakes(
  { definition, launch }: ScheduleHost,
  context: ObjectContext,
  request: StartRequest,
  time: number,
): Promise<void> {
  await context.run("check", async () => {
    try {
      const input = await scheduledInputOf(definition, new Date(time));
      const runId = scheduledRunId(definition.workflow.name, new Date(time));
      await launch(runId, input, { context: request.context, parent: ROOT_CONTEXT }, false);
    } catch (error) {
      throw terminalError(error);
    }
  });
}

/** The first time after another. Journaled: the next worker may know other rules for the time zone. */
async function nextTime({ schedule, loadScheduler }: ScheduleHost, context: ObjectContext, after: number): Promise<number | undefined> {
  const next = await context.run("next", async () => {
    const { cronTimes } = await loadScheduler();
    return cronTimes(schedule)(after) ?? null;
  });
  return next ?? undefined;
}

function callWhenDue(
  { definition }: ScheduleHost,
  context: ObjectContext,
  chain: string,
  next: number | undefined,
  now: number,
): void {
  if (next !== undefined) {
    const call: DueCall = { chain, time: next };
    context.genericSend({
      service: scheduleService(definition.workflow.name),
      key: SCHEDULE_KEY,
      method: DUE,
      parameter: call,
      inputSerde: json,
      delay: Math.max(next - now, 0),
    });
  }
}
