import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startProcess } from "../../support/process.ts";
import { deadUrl } from "../collector.ts";
import { startFront } from "./front.ts";
import { createReceiver } from "./receiver.ts";
import type { Protocol, ReceivedSpan, Receiver } from "./receiver.ts";
import { reportedIn } from "./reported.ts";
import { ROWS } from "./rows.ts";
import type { Row } from "./rows.ts";

const PROGRAM = fileURLToPath(new URL("../programs/faults.ts", import.meta.url));

/** Milliseconds: the deadline is 3,000, and the machine may be busy. Exporters would wait for 60,000. */
const LONGEST_END = 40_000;

/** Milliseconds that a collector is away at the end, of the deadline's 3,000. */
const OUTAGE = 300;

/** For 100,000 spans on a busy machine. */
const LONGEST_TEST = 180_000;

/** Of the requests with 3,002 spans, six in all, the receiver takes so many before it is killed. */
const REQUESTS_BEFORE_DEATH = 2;

let shared: Receiver;

beforeAll(async () => {
  shared = createReceiver();
  await shared.start();
});

afterAll(() => shared.close());

interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly results: readonly string[];
  readonly statistics: { readonly produced: number; readonly exported: number; readonly dropped: number } | undefined;
  readonly stderr: string;
  readonly received: readonly ReceivedSpan[];
  /** From when the end began, in milliseconds. */
  readonly end: number;
}

/** Which receiver the row needs, and where the program sends to. */
async function prepare(row: Row, protocol: Protocol) {
  if (row.receiver === undefined) {
    const front = row.answers && (await startFront(protocol, shared.url(protocol), row.answers));
    return { receiver: shared, target: front?.url ?? shared.url(protocol), front, close: () => front?.close() };
  }
  if (row.receiver === "never there") {
    return { receiver: shared, target: await deadUrl(), front: undefined, close: () => {} };
  }
  const receiver = createReceiver();
  await receiver.start(row.receiver === "comes later" ? Infinity : REQUESTS_BEFORE_DEATH);
  if (row.receiver === "comes later") {
    await receiver.close();
  }
  return { receiver, target: receiver.url(protocol), front: undefined, close: () => receiver.close() };
}

async function run(row: Row, protocol: Protocol): Promise<Outcome> {
  const { receiver, target, front, close } = await prepare(row, protocol);
  const service = `${row.fault}, ${protocol}`;
  const items = row.produced === 0 ? 10 : itemsOf(row);
  const program = startProcess(["--no-warnings", PROGRAM, protocol, row.way], {
    cwd: import.meta.dirname,
    environment: { TARGET: target, SERVICE: service, ITEMS: String(items), EXTRA: String(row.extra ?? 0) },
  });
  const ready = program.line("ready");
  if (row.receiver === "comes later") {
    await program.line("waiting");
    await receiver.start();
  }
  if (row.receiver === "killed and restarted") {
    await receiver.whenDead();
    await receiver.start();
  }
  if (row.outage === true) {
    await program.line("waiting");
    front?.close();
    program.kill("SIGUSR2");
  }
  await ready;
  const began = performance.now();
  if (row.signal !== undefined) {
    program.kill(row.signal);
  }
  if (row.outage === true) {
    await sleep(OUTAGE);
    front?.reopen();
  }
  const { code, signal, stdout, stderr } = await program.ended;
  const end = performance.now() - began;
  const received = [...(await receiver.spansOf(service)), ...(await receiver.spansOf(`${service}, second`))];
  await close();
  const lines = stdout.split("\n");
  const statistics = lines.find((line) => line.startsWith("statistics "))?.slice("statistics ".length);
  return {
    code,
    signal,
    results: lines.filter((line) => line.startsWith("result ")),
    statistics: statistics === undefined ? undefined : (JSON.parse(statistics) as NonNullable<Outcome["statistics"]>),
    stderr,
    received,
    end,
  };
}

/** The items of one flow; some rows run it twice, some make spans beside it. */
function itemsOf({ produced, extra = 0, way }: Row): number {
  const flows = way.startsWith("two") || way === "outage" ? 2 : 1;
  return (produced - extra) / flows - (way.startsWith("clock") ? 3 : 2);
}

/** Runs that took more than 5 s, which a busy machine makes of any, are shown while they are under way. */
function shownLate(received: readonly ReceivedSpan[]): number {
  return received.filter(({ name }) => name === "gen_flows.workflow.started").length;
}

describe.each(["http", "grpc"] as const)("over %s", (protocol) => {
  // Together run those that wait for the deadline; the others would only get into each other's way.
  test.concurrent.each(ROWS.filter(waits))("$fault", check, LONGEST_TEST);

  test.each(ROWS.filter((row) => !waits(row)))("$fault", check, LONGEST_TEST);

  async function check(row: Row): Promise<void> {
    const { code, signal, results, statistics, stderr, received, end } = await run(row, protocol);
    const reported = reportedIn(stderr);
    const items = row.produced === 0 ? 10 : itemsOf(row);
    // The flow's result never changes, and the process ends as it would have.
    expect(new Set(results)).toEqual(new Set([`result ${items * (items - 1)}`]));
    expect({ code, signal }).toEqual(row.ended);
    expect(end).toBeLessThan(LONGEST_END);
    // What is not received is reported. A batch whose answer was lost may be both.
    const late = row.way.startsWith("clock") ? 0 : shownLate(received);
    const produced = row.produced + late;
    const accounted = received.length + reported;
    expect(accounted).toBeGreaterThanOrEqual(produced);
    expect(accounted).toBeLessThanOrEqual(produced + (row.unanswered ?? 0));
    if (row.arrive !== undefined) {
      expect(received).toHaveLength(row.arrive + late);
    }
    if (statistics !== undefined && !row.way.startsWith("two")) {
      expect(statistics).toMatchObject({ produced, dropped: reported, unsent: 0 });
    }
    // Whatever the clock does. The nap takes 100 ms.
    for (const span of received) {
      const duration = Number(BigInt(span.end) - BigInt(span.start)) / 1e6;
      expect(duration).toBeGreaterThanOrEqual(span.name === "sleep nap" ? 90 : 0);
      expect(duration).toBeLessThan(600_000);
    }
  }
});

function waits({ reported }: Row): boolean {
  return reported.includes("deadline");
}
