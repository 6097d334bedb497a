import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { SEED } from "../../seed.ts";
import { startProcess } from "../../support/process.ts";
import { createReceiver } from "./receiver.ts";
import type { Protocol } from "./receiver.ts";
import { reportedIn } from "./reported.ts";

const PROGRAM = fileURLToPath(new URL("../programs/busy.ts", import.meta.url));

/** The batch whose answer did not come back when the collector was killed may be there and be reported, too. */
const BATCH = 512;

const WAYS = ["end", "error", "SIGTERM", "SIGINT"] as const;

/** What happened in a round. */
export interface Round {
  readonly protocol: Protocol;
  readonly way: (typeof WAYS)[number];
  /** Whether the collector was there again when the program came to its end. */
  readonly restarted: boolean;
  readonly produced: number;
  readonly received: number;
  readonly reported: number;
}

/**
 * A busy program whose collector is killed at some moment, and perhaps comes back at another, is ended in some way at
 * a third.
 *
 * @param random from 0 to 1.
 */
export async function soakRound(number: number, random: () => number): Promise<Round> {
  const protocol = random() < 0.5 ? "http" : "grpc";
  const way = WAYS[Math.floor(random() * WAYS.length)] ?? "end";
  const restarted = random() < 0.7;
  const service = `soak ${number}`;
  const receiver = createReceiver();
  await receiver.start();
  const program = startProcess(["--no-warnings", PROGRAM, protocol], {
    cwd: import.meta.dirname,
    environment: { TARGET: receiver.url(protocol), SERVICE: service, WAY: way },
  });
  await program.line("made");
  await sleep(random() * 600);
  await receiver.crash();
  await sleep(random() * 600);
  if (restarted) {
    await receiver.start();
    await sleep(random() * 600);
  }
  program.kill(way === "SIGTERM" || way === "SIGINT" ? way : "SIGUSR2");
  const { stdout, stderr } = await program.ended;
  const spans = await receiver.spansOf(service);
  await receiver.close();
  const produced = Number(stdout.trimEnd().split("\n").at(-1)?.slice("made ".length));
  return { protocol, way, restarted, produced, received: spans.length, reported: reportedIn(stderr) };
}

/** Whether nothing was lost in silence. */
export function isAccounted({ produced, received, reported }: Round): boolean {
  const accounted = received + reported;
  return accounted >= produced && accounted <= produced + BATCH;
}

/** Numbers from 0 to 1 that are the same for a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** `npm run soak -- [--rounds 100] [--seed 1]` */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { rounds: { type: "string", default: "100" }, seed: { type: "string", default: String(SEED) } },
  });
  console.log(`seed ${values.seed}`);
  const random = randomFrom(Number(values.seed));
  for (let number = 0; number < Number(values.rounds); number += 1) {
    const round = await soakRound(number, random);
    const isGood = isAccounted(round);
    console.log(`${isGood ? "ok" : "LOST"} ${number} ${JSON.stringify(round)}`);
    if (!isGood) {
      process.exitCode = 1;
    }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await main();
}
