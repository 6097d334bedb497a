import { availableParallelism } from "node:os";
import { Piscina } from "piscina";
import type { AttemptOutcome } from "../../engines/durable/task-call.ts";
import { findGeneratedFile, pathOf } from "../../files/generated-file.ts";
import { threadData } from "../../telemetry/relay/relay.ts";
import { sinkOf } from "../../telemetry/relay/sinks.ts";
import type { ThreadCall } from "./messages.ts";
import { threadArguments } from "./thread-imports.ts";

/** How long a thread waits for more work before it ends, in milliseconds. */
const IDLE_TIMEOUT = 30_000;

/** The threads of an application. */
export interface ThreadPool {
  /**
   * Runs an attempt as soon as a thread is free.
   *
   * @param stop Ends the thread, or takes the attempt out of the queue.
   */
  run(call: ThreadCall, stop: AbortSignal): Promise<AttemptOutcome>;
}

/** How many threads there are. */
export interface ThreadPoolOptions {
  /** Default: `os.availableParallelism()`. */
  readonly maxThreads?: number | undefined;
}

/**
 * Describes a pool. Its threads are started as they are needed, run one attempt at a time, end when they have had nothing to do
 * for 30 s, and never keep the process alive.
 *
 * @param file The generated `threads.ts`, as a URL or an absolute path; where that was compiled, the `.js` beside it is taken.
 */
export function createThreadPool(file: URL | string, { maxThreads = availableParallelism() }: ThreadPoolOptions = {}): ThreadPool {
  let pool: Piscina | undefined;
  return {
    run: (call, stop) => {
      pool ??= createPool(maxThreads);
      const options = { filename: threadFile(file), name: "runAttempt", transferList: [call.port], signal: stop };
      return pool.run(call, options) as Promise<AttemptOutcome>;
    },
  };
}

function createPool(maxThreads: number): Piscina {
  // With atomics, a thread would sleep between two attempts, and with it all that its handlers have left to do.
  const execArgv = threadArguments();
  const pool = new Piscina({
    minThreads: 0,
    maxThreads,
    idleTimeout: IDLE_TIMEOUT,
    atomics: "disabled",
    recordTiming: false,
    workerData: threadData(sinkOf() !== undefined),
    ...(execArgv && { execArgv }),
  });
  // Of a thread that ended while it ran nothing, there is nobody to tell.
  pool.on("error", () => {});
  return pool;
}

function threadFile(file: URL | string): string {
  const found = findGeneratedFile(file);
  if (found === undefined) {
    throw new Error(`Threads have nothing to load: ${pathOf(file)} is not there. Of a program that is bundled, it is an entry of its own.`);
  }
  return found;
}
