import { afterAll, beforeAll, expect, test } from "vitest";
import type { DurableEngineName, EngineName } from "../support/engines/deployment.ts";
import type { EffectRequest } from "../support/engines/effect-server.ts";
import type { ExampleCopy } from "../support/example.ts";
import { seeded } from "./chaos/random.ts";
import { generateRelay, startRig, startServerRig } from "./chaos/rig.ts";
import type { Rig } from "./chaos/rig.ts";
import { round } from "./chaos/rounds.ts";

/** Milliseconds. Temporal notices after 10 s that a worker has died, and a new one takes its time to start on a busy machine. */
const TIMEOUT = 300_000;

/** On an engine without a server. */
export function stopsOn(engine: EngineName): void {
  stopsWhatIsUnderWay(engine, rigFor(engine, startRig));
}

/** The short form of `npm run chaos`, and what is not left to chance. */
export function survives(engine: DurableEngineName): void {
  const current = rigFor(engine, startServerRig);

  test("two workers, in two processes, share the work; killing one moves it", { timeout: TIMEOUT }, async () => {
    const rig = current();
    const [first, second] = rig.workers;
    const [killed, other] = [first?.pid, second?.pid];
    const parcels = parcelsOf(...Array.from({ length: 12 }, () => undefined));
    await rig.caller.start("relay", "shared", { order: "one", parcels });
    const packs = (): readonly EffectRequest[] => requestsOf(rig, "shared").filter(({ effect }) => effect === "pack");
    await rig.effects.until(() => new Set(packs().map(({ worker }) => worker)).size === 2);
    await first?.kill();
    const before = packs().length;

    expect(await rig.caller.result("relay", "shared")).toMatchObject({ value: { labels: { length: 12 } } });
    await first?.start();

    // What it had sent before may be read after, but nobody waits for the answer.
    expect(packs().slice(before).filter(({ answeredAt }) => answeredAt !== undefined).map(({ worker }) => worker)).not.toContain(killed);
    expect(packs().map(({ worker }) => worker)).toContain(other);
    expect(packs().length).toBeGreaterThanOrEqual(12);
  });

  test("kill -9 of the workers in the middle of a fan-out: the runs finish, and each attempt that was killed is a gap", { timeout: TIMEOUT }, async () => {
    const { problems, gaps } = await round(current(), "workers", "workers", seeded(1));

    expect(problems).toEqual([]);
    expect(gaps).toBeGreaterThan(0);
  });

  test("kill -9 of the server: the runs finish, and nothing that was journaled runs again", { timeout: TIMEOUT }, async () => {
    expect(await round(current(), "server", "server", seeded(2))).toMatchObject({ problems: [] });
  });

  stopsWhatIsUnderWay(engine, current);

  test("SIGTERM lets a worker finish what it has begun", { timeout: TIMEOUT }, async () => {
    const rig = current();
    const [first, second] = rig.workers;
    await second?.stop();
    const parcels = parcelsOf(undefined, undefined, undefined, undefined);
    await rig.caller.start("relay", "drained", { order: "one", parcels });
    await rig.effects.until(() => requestsOf(rig, "drained").some(({ effect }) => effect === "pack"));
    await first?.stop();
    const begun = requestsOf(rig, "drained");
    await Promise.all([first?.start(), second?.start()]);

    expect(await rig.caller.result("relay", "drained")).toMatchObject({ value: { labels: { length: 4 } } });
    expect(begun.filter(({ answeredAt }) => answeredAt === undefined)).toEqual([]);
    const keys = requestsOf(rig, "drained").map(({ key }) => key);
    expect(keys).toHaveLength(new Set(keys).size);
  });
}

function stopsWhatIsUnderWay(engine: EngineName, current: () => Rig): void {
  const answered = (runId: string): readonly string[] =>
    requestsOf(current(), runId)
      .filter(({ answeredAt }) => answeredAt !== undefined)
      .map(({ key, effect }) => `${effect} ${key}`);

  test(`a run on ${engine} that is cancelled is compensated`, async () => {
    const { caller, effects } = current();
    await caller.start("relay", "cancelled", { order: "one", parcels: parcelsOf(undefined, undefined), wait: true });
    // It begins once both parcels are packed, as the workflow sees it.
    await effects.until(() => answered("cancelled").includes("inspect cancelled/noted"));
    await caller.cancel("relay", "cancelled");

    expect(await caller.result("relay", "cancelled")).toMatchObject({ error: { name: "CancelledError" } });
    expect(answered("cancelled").filter((each) => each.endsWith(".compensate")).toSorted()).toEqual([
      "put-back cancelled/picked.compensate",
      "unpack cancelled/packed/0.compensate",
      "unpack cancelled/packed/1.compensate",
    ]);
  });

  test(`on ${engine} an error that is not retryable is tried once, and closes the sockets of its siblings before it undoes anything`, async () => {
    const { caller, effects } = current();
    const fail = effects.hold("broken/packed/2");
    await caller.start("relay", "broken", { order: "one", parcels: parcelsOf("stuck", "stuck", "broken") });
    await effects.until(() => requestsOf(current(), "broken").filter(({ effect }) => effect === "stuck").length === 2);
    fail();

    expect(await caller.result("relay", "broken")).toMatchObject({ error: { name: "Broken", data: { part: "lid of 2" } } });
    const requests = requestsOf(current(), "broken");
    expect(requests.filter(({ effect }) => effect === "break")).toHaveLength(1);
    const stuck = requests.filter(({ effect }) => effect === "stuck");
    const undone = requests.find(({ effect }) => effect === "put-back");
    expect(stuck.map(({ key }) => key).toSorted()).toEqual(["broken/packed/0", "broken/packed/1"]);
    expect(stuck.filter(({ closedAt = Infinity }) => closedAt > (undone?.at ?? 0))).toEqual([]);
  });
}

/** Deployed before the first test, and taken down after the last. */
function rigFor<Engine extends EngineName, Started extends Rig>(
  engine: Engine,
  start: (project: ExampleCopy, engine: Engine) => Promise<Started>,
): () => Started {
  let project: ExampleCopy | undefined;
  let rig: Started | undefined;
  beforeAll(async () => {
    project = await generateRelay();
    rig = await start(project, engine);
  });
  afterAll(async () => {
    await rig?.[Symbol.asyncDispose]();
    project?.remove();
  });
  return () => rig as Started;
}

function requestsOf({ effects }: Rig, runId: string): readonly EffectRequest[] {
  return effects.requests.filter(({ key }) => key.startsWith(`${runId}/`));
}

function parcelsOf(...troubles: readonly (string | undefined)[]): readonly object[] {
  return troubles.map((trouble, index) => ({ id: String(index), milliseconds: 300, ...(trouble !== undefined && { trouble }) }));
}
