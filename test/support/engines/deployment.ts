import type { OtlpReceiver } from "../otlp-receiver.ts";
import { startCaller } from "./caller.ts";
import type { Caller } from "./caller.ts";
import { onRestate } from "./on-restate.ts";
import { onTemporal } from "./on-temporal.ts";
import type { WorkerProcess } from "./worker-process.ts";

export interface DeploymentOptions {
  /** The folder of the project. */
  readonly cwd: string;
  readonly receiver: OtlpReceiver;
  readonly environment?: Readonly<Record<string, string>>;
  /** How many processes share the work; 1 by default. None for the embedded engine: runs live in the caller's process. */
  readonly workers?: number;
}

/** A project that an engine runs: what calls its workflows, and what works for them. */
export interface Deployment extends AsyncDisposable {
  readonly caller: Caller;
  readonly workers: readonly WorkerProcess[];
  /** Ends its processes with SIGTERM, the caller first. All that they had to send has arrived then. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** Where projects are deployed. */
export interface Platform extends AsyncDisposable {
  deploy(options: DeploymentOptions): Promise<Deployment>;
  /** The attempts that the engine's server has lost on their way, although no worker had died: their numbers are gaps. */
  lostAttempts(): Promise<readonly string[]>;
}

/** A platform with a server, which can be killed. */
export interface ServerPlatform extends Platform {
  readonly server: { kill(): Promise<void>; start(): Promise<void> };
  readonly journal: ReadJournal;
}

/** What an engine has journaled as completed: it must never run again, and its span must not be lost. */
export interface Completion {
  /** The idempotency key of the task. */
  readonly key: string;
  readonly attempt: number;
  /** Of the attempt; undefined if the journal does not hold it. */
  readonly spanId: string | undefined;
  /** Milliseconds of the system's clock. */
  readonly at: number;
}

/** @param runs The ids of a run and its children, each with the name of its workflow. */
export type ReadJournal = (
  runs: ReadonlyArray<{ readonly workflow: string; readonly runId: string }>,
) => Promise<readonly Completion[]>;

export type DurableEngineName = "restate" | "temporal";
export type EngineName = "embedded" | DurableEngineName;

export const SERVER_PLATFORMS: Readonly<Record<DurableEngineName, () => Promise<ServerPlatform>>> = {
  restate: onRestate,
  temporal: () => onTemporal({ isDurable: true }),
};

export const PLATFORMS: Readonly<Record<EngineName, () => Promise<Platform>>> = {
  embedded: async () => ({
    deploy: async (options) => {
      const caller = await startCaller({ ...options, module: "src/flows/generated/index.ts" });
      return { caller, workers: [], [Symbol.asyncDispose]: () => caller.stop() };
    },
    lostAttempts: async () => [],
    [Symbol.asyncDispose]: async () => {},
  }),
  restate: onRestate,
  temporal: onTemporal,
};
