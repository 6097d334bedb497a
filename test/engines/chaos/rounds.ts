import { setTimeout as sleep } from "node:timers/promises";
import type { EffectRequest } from "../../support/engines/effect-server.ts";
import { within } from "../../support/engines/within.ts";
import type { Random } from "./random.ts";
import type { ServerRig } from "./rig.ts";
import { verify } from "./verify.ts";

/** What is killed, in the middle of the runs of a round. */
export const FAULTS = ["workers", "one of two workers", "server", "server and workers"] as const;

export type Fault = (typeof FAULTS)[number];

export interface RoundReport {
  readonly problems: readonly string[];
  /** Attempts that were killed. */
  readonly gaps: number;
}

/** Runs per round. */
const RUNS = 3;
const PARCELS = 8;
/** Milliseconds that a parcel takes at most. */
const LONGEST = 250;
/** After this, in milliseconds, a run that has not ended is a failure. */
const PATIENCE = 60_000;

/**
 * Starts runs, kills at a random moment, starts again what was killed after a random time, and looks at what became of
 * the runs. Some of them wait for a signal, which is sent as long as something is down.
 *
 * @param name Unique among the rounds of a rig.
 */
export async function round(rig: ServerRig, fault: Fault, name: string, random: Random): Promise<RoundReport> {
  const { caller, effects, receiver, journal } = rig;
  const runs = Array.from({ length: RUNS }, (_, index) => ({ runId: `${name}-${index}`, waits: index === 0 }));
  const inputs = runs.map(({ runId, waits }) => ({
    order: runId,
    wait: waits,
    parcels: Array.from({ length: PARCELS }, (_, index) => ({
      id: String(index),
      milliseconds: random.integer(10, LONGEST),
      ...(index === 0 && { trouble: "jammed" }),
    })),
  }));
  const moment = random.between(0, 800);
  const outage = random.between(0, 1_000);
  const started = await Promise.all(runs.map(({ runId }, index) => caller.start("relay", runId, inputs[index])));
  // In the middle of a fan-out, unless that is over by then.
  const isUnderWay = (requests: readonly EffectRequest[]): boolean =>
    requests.some(({ effect, key, answeredAt }) => effect === "pack" && key.startsWith(`${name}-`) && answeredAt === undefined);
  await effects.until(isUnderWay);
  await sleep(moment);
  await within(1_000, effects.until(isUnderWay));

  const killed = await kill(rig, fault, random);
  const signals = runs.filter(({ waits }) => waits).map(({ runId }) => caller.signal("relay", runId, "release", { note: "go" }));
  await sleep(outage);
  await killed.restore();
  const told = await Promise.all(signals);
  const ends = await Promise.all(runs.map(({ runId }) => within(PATIENCE, caller.result("relay", runId))));
  const traceIds = started.map(({ value }) => value?.traceId ?? "");
  await spansOfWorkflows(rig, traceIds);

  const problems = told.filter(({ error }) => error !== undefined).map((answer) => `${name}: ${JSON.stringify(answer)}`);
  let gaps = 0;
  for (const [index, { runId, waits }] of runs.entries()) {
    const completions = await journal([
      { workflow: "relay", runId },
      { workflow: "inspection", runId: `${runId}/inspected` },
    ]);
    const verdict = verify({
      runId,
      waits,
      completions,
      parcels: PARCELS,
      traceId: traceIds[index] ?? "",
      answer: ends[index],
      spans: receiver.spans,
      requests: effects.requests,
      killed: killed.pids,
      wasServerKilled: fault.startsWith("server"),
    });
    problems.push(...verdict.problems);
    gaps += verdict.gaps;
  }
  return { problems, gaps };
}

interface Killed {
  readonly pids: ReadonlySet<number>;
  restore(): Promise<void>;
}

async function kill({ workers, server }: ServerRig, fault: Fault, random: Random): Promise<Killed> {
  const one = workers.slice(random.integer(0, workers.length - 1)).slice(0, 1);
  const victims = {
    workers,
    "one of two workers": one,
    server: [],
    "server and workers": workers,
  }[fault];
  const servers = fault === "server" || fault === "server and workers" ? [server] : [];
  const pids = new Set(victims.map(({ pid }) => pid));
  await Promise.all([...victims, ...servers].map((victim) => victim.kill()));
  return {
    pids,
    restore: async () => {
      // A worker needs its server to start.
      await Promise.all(servers.map((victim) => victim.start()));
      await Promise.all(victims.map((victim) => victim.start()));
    },
  };
}

/** The span of a workflow is sent at its end, which the caller may hear of first. */
async function spansOfWorkflows({ receiver }: ServerRig, traceIds: readonly string[]): Promise<void> {
  const deadline = performance.now() + 10_000;
  const hasArrived = (wanted: string): boolean =>
    receiver.spans.some(({ traceId, name }) => traceId === wanted && name === "workflow relay");
  while (!traceIds.every(hasArrived) && performance.now() < deadline) {
    await sleep(50);
  }
  // What was recorded with it is sent with it, or before.
  await sleep(300);
}
