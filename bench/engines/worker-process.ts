import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Address, EngineName, Side } from "./contestants.ts";
import type { Placement } from "./placements.ts";

/** What a worker has spent and made since it was started. */
export interface Usage {
  /** CPU time of the process, of all its threads, in microseconds. */
  readonly cpu: number;
  /** Spans that were exported, by their names. */
  readonly spans: Readonly<Record<string, number>>;
}

/** What a worker tells the bench. */
export type Told = { readonly ready: string | undefined } | { readonly usage: Usage };

export interface BenchWorker extends AsyncDisposable {
  /** Where it serves, if the server calls it. */
  readonly endpoint: string | undefined;
  /** @param flushed Whether its spans are to be exported first, which a measured chunk does without. */
  usage(flushed?: boolean): Promise<Usage>;
}

/** Starts the worker of one side, in a process of its own. Resolves when it serves. */
export async function startBenchWorker(
  engine: EngineName,
  side: Side,
  placement: Placement,
  { server }: Address,
): Promise<BenchWorker> {
  const child = fork(join(import.meta.dirname, "worker.ts"), [engine, side, placement, server], {
    // Two lines of log for every invocation would be measured otherwise.
    env: { ...process.env, NODE_ENV: "production", RESTATE_LOGGING: "ERROR" },
    execArgv: ["--no-warnings"],
  });
  const told = await listen(child);
  return {
    endpoint: "ready" in told ? told.ready : undefined,
    async usage(flushed = false) {
      child.send(flushed ? "flush" : "usage");
      const answer = await listen(child);
      if (!("usage" in answer)) {
        throw new Error("The worker has said something else.");
      }
      return answer.usage;
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, "exit");
        child.kill("SIGTERM");
        // What listens to us would keep a worker alive that has drained.
        child.disconnect();
        await ended;
      }
    },
  };
}

/** @throws Error if the worker ends, which says why on stderr. */
async function listen(child: ChildProcess): Promise<Told> {
  const done = new AbortController();
  const ended = once(child, "exit", { signal: done.signal }).then(([code, signal]) => {
    throw new Error(`The worker ended with ${signal ?? code}.`);
  });
  ended.catch(() => {});
  try {
    const [told] = (await Promise.race([once(child, "message", { signal: done.signal }), ended])) as [Told];
    return told;
  } finally {
    done.abort();
  }
}
