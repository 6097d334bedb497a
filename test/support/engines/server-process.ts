import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";

export interface HowItEnded {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface ServerProgram {
  readonly name: string;
  readonly program: string;
  readonly arguments: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Whom it runs as; by default as the tests do. */
  readonly user?: { readonly uid: number; readonly gid: number };
  /** What asks it to end; SIGTERM by default. */
  readonly stopSignal?: NodeJS.Signals;
  /** How long it may take to end after that signal; 3 s by default. */
  readonly stopMilliseconds?: number;
  /** Whether it serves; asked until it does, with what it has written so far. A rejection means no. */
  ready(log: string): Promise<boolean> | boolean;
}

/** A server in a process of its own, which can be killed and started again with the same command. */
export interface ServerProcess {
  readonly pid: number;
  /** The end of what it has written since it was started last. */
  log(): string;
  /** Starts it once more, after `kill` or `stop`. Resolves when it serves. */
  start(): Promise<void>;
  /** Ends it as a power cut does, with SIGKILL. Resolves when it is gone. */
  kill(): Promise<void>;
  /** Ends it with SIGTERM or its `stopSignal`, or with SIGKILL if it takes too long. Resolves with how it ended. */
  stop(): Promise<HowItEnded>;
}

const READY_MS = 90_000;
const STOP_MS = 3_000;
const POLL_MS = 20;
const LOG_CHARACTERS = 20_000;

const running = new Set<ChildProcess>();

// A test that ends this process in any way but a signal takes its servers with it.
process.on("exit", () => {
  for (const child of running) {
    child.kill("SIGKILL");
  }
});

/**
 * Starts a server. Resolves when it serves.
 *
 * @throws Error with what it wrote, if it ends before that, or does not serve within 90 s.
 */
export async function startServer(server: ServerProgram): Promise<ServerProcess> {
  let launched = await launch(server);
  const end = async (signal: NodeJS.Signals): Promise<HowItEnded> => {
    const { child } = launched;
    if (running.has(child)) {
      const closed = once(child, "close");
      const timer = setTimeout(() => child.kill("SIGKILL"), server.stopMilliseconds ?? STOP_MS);
      child.kill(signal);
      await closed;
      clearTimeout(timer);
    }
    return { code: child.exitCode, signal: child.signalCode };
  };
  return {
    get pid() {
      return launched.child.pid as number;
    },
    log: () => launched.log(),
    start: async () => {
      launched = await launch(server);
    },
    kill: async () => {
      await end("SIGKILL");
    },
    stop: () => end(server.stopSignal ?? "SIGTERM"),
  };
}

interface Launched {
  readonly child: ChildProcess;
  log(): string;
}

async function launch({ name, program, cwd, environment, user, ready, ...rest }: ServerProgram): Promise<Launched> {
  const inherited = Object.entries(process.env).filter(([variable]) => !variable.startsWith("OTEL_"));
  const child = spawn(program, rest.arguments, {
    cwd,
    env: { ...Object.fromEntries(inherited), ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    ...user,
  });
  let log = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      log = (log + text).slice(-LOG_CHARACTERS);
    });
  }
  let ended: string | undefined;
  running.add(child);
  child.once("error", ({ message }) => {
    ended = message;
    running.delete(child);
  });
  child.once("close", (code, signal) => {
    ended ??= `it ended with ${signal ?? code}`;
    running.delete(child);
  });
  const isReady = async (): Promise<boolean> => {
    try {
      return await ready(log);
    } catch {
      return false;
    }
  };
  const deadline = performance.now() + READY_MS;
  while (!(await isReady())) {
    if (ended === undefined && performance.now() > deadline) {
      child.kill("SIGKILL");
      ended = `it did not serve within ${READY_MS / 1000} s`;
    }
    if (ended !== undefined) {
      throw new Error(`${name} did not start: ${ended}\n${log}`);
    }
    await delay(POLL_MS);
  }
  return { child, log: () => log };
}
