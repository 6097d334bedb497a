import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("../programs/receiver.ts", import.meta.url));

/** A span as the receiver decoded it; times are nanoseconds. */
export interface ReceivedSpan {
  readonly service: string;
  readonly id: string;
  readonly name: string;
  readonly start: string;
  readonly end: string;
}

export type Protocol = "http" | "grpc";

/** A receiver in a process of its own. What it has received outlives it. */
export interface Receiver {
  url(protocol: Protocol): string;
  /** The spans of a service so far. One that was sent twice is there once. */
  spansOf(service: string): Promise<readonly ReceivedSpan[]>;
  /** Starts it on the ports that it has or had; after so many requests with spans it kills itself. */
  start(requests?: number): Promise<void>;
  /** Lets it kill itself, and waits for that. */
  crash(): Promise<void>;
  /** Resolves when it is no longer there. */
  whenDead(): Promise<void>;
  close(): Promise<void>;
}

/** Describes a receiver on free ports. It runs once it is started. */
export function createReceiver(): Receiver {
  const file = join(mkdtempSync(join(tmpdir(), "gen-flows-receiver-")), "spans.jsonl");
  let ports: Readonly<Record<Protocol, number>> = { http: 0, grpc: 0 };
  let child: ChildProcess | undefined;
  let dead: Promise<unknown> = Promise.resolve();

  async function answer(message: string): Promise<void> {
    if (child?.connected === true && child.exitCode === null && child.signalCode === null) {
      const answered = once(child, "message");
      child.send(message);
      await Promise.race([answered, dead]);
    }
  }

  return {
    url: (protocol) => `http://127.0.0.1:${ports[protocol]}`,
    start: async (requests = Infinity) => {
      const words = [file, ports.http, ports.grpc, requests].map(String);
      child = fork(PROGRAM, words, { execArgv: ["--no-warnings"], stdio: ["ignore", "ignore", "inherit", "ipc"] });
      dead = once(child, "exit");
      const [opened] = (await once(child, "message")) as [typeof ports];
      ports = opened;
    },
    spansOf: async (service) => {
      await answer("flush");
      // What follows the last line break is being written, for somebody else.
      const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(0, -1) : [];
      const spans = lines.map((line) => JSON.parse(line) as ReceivedSpan);
      return [...new Map(spans.filter((span) => span.service === service).map((span) => [span.id, span])).values()];
    },
    crash: async () => {
      child?.send("crash");
      await dead;
    },
    whenDead: async () => {
      await dead;
    },
    close: async () => {
      child?.kill("SIGKILL");
      await dead;
    },
  };
}
