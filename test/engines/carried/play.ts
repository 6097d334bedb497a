import { existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { freePorts } from "../../support/engines/free-ports.ts";
import { startRestateServer } from "../../support/engines/restate-server.ts";
import { startServer } from "../../support/engines/server-process.ts";
import type { ServerProcess } from "../../support/engines/server-process.ts";
import { lostAttempts } from "../../support/engines/temporal-history.ts";
import { startTemporalServer } from "../../support/engines/temporal-server.ts";
import { generateProject } from "../../support/generated-project.ts";
import type { GeneratedProject } from "../../support/generated-project.ts";
import { startReceiver } from "../../support/otlp-receiver.ts";
import type { OtlpReceiver } from "../../support/otlp-receiver.ts";
import { runProcess } from "../../support/process.ts";
import { REPOSITORY } from "../../support/repository.ts";
import { FILES, SPEC } from "./project.ts";

export type EngineName = "embedded" | "restate" | "temporal";

/** What a handler saw. */
export interface Seen {
  readonly place: string;
  readonly attempt: number;
  readonly key: string;
  readonly carrier: Readonly<Record<string, string>>;
  readonly context: Readonly<Record<string, unknown>>;
  readonly baggage: Readonly<Record<string, string>>;
  readonly traceId: string;
  readonly spanId: string;
  readonly traceFlags: number;
  readonly traceState?: string;
}

export interface RunRequest {
  readonly name: string;
  readonly workflow: "main" | "child" | "quiet";
  readonly carrier: Readonly<Record<string, string>>;
  /** Its worker dies in the middle. */
  readonly deadly?: boolean;
}

export interface Told {
  readonly traceId: string;
  readonly error?: { readonly name: string; readonly message: string };
  readonly description: Readonly<Record<string, unknown>>;
}

/** What came of some runs on one engine. */
export interface Play {
  readonly told: Readonly<Record<string, Told>>;
  readonly seen: readonly Seen[];
  readonly received: Pick<OtlpReceiver, "spans" | "logs" | "points">;
  /** What caller and worker have written. */
  readonly output: string;
  /** The attempts that the engine's server has lost on their way, or with the worker that dies. */
  readonly lost: readonly string[];
}

export const SECRETS = { pin: "canary-of-the-pin", card: "canary-of-the-card", note: "canary-of-the-note" };

/** What works for the callers; none for the embedded engine. */
interface Backend {
  readonly environment: Readonly<Record<string, string>>;
  startWorker?(project: GeneratedProject, environment: Readonly<Record<string, string>>): Promise<ServerProcess>;
  lostAttempts?(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/** How often a server may lose an attempt that it hands to a worker, which happens on a machine that is very busy. */
export const ROUNDS = 3;

/**
 * Makes the runs, and returns once every process that had to do with them has ended and sent what it had to send. Makes them
 * anew where the server has lost an attempt that no worker has died of: then the numbers of attempts differ.
 */
export async function play(
  engine: EngineName,
  runs: readonly RunRequest[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Play> {
  for (let round = 1; ; round += 1) {
    const played = await playOnce(engine, runs, variables);
    if (round === ROUNDS || played.lost.every((attempt) => attempt.endsWith("/deadly"))) {
      return played;
    }
    console.warn(`Once more, because the server has lost ${played.lost.join(", ")}`);
  }
}

async function playOnce(
  engine: EngineName,
  runs: readonly RunRequest[],
  variables: Readonly<Record<string, string>>,
): Promise<Play> {
  const project = generateProject(SPEC, FILES);
  for (const scope of ["@restatedev", "@temporalio"]) {
    symlinkSync(join(REPOSITORY, "node_modules", scope), join(project.folder, "node_modules", scope));
  }
  const [received, backend] = await Promise.all([startReceiver(), BACKENDS[engine]()]);
  const seenFile = join(project.folder, "seen");
  const environment = {
    OTEL_EXPORTER_OTLP_ENDPOINT: received.grpcUrl,
    ...variables,
    ...backend.environment,
    SEEN: seenFile,
  };
  try {
    const worker = await backend.startWorker?.(project, environment);
    // Not as an argument: the resource of telemetry holds those.
    writeFileSync(join(project.folder, "runs.json"), JSON.stringify({ runs, secrets: SECRETS }));
    const module = join(project.folder, "src/flows/generated", engine === "embedded" ? "index.ts" : `${engine}/client.ts`);
    const calling = runProcess(
      ["--no-warnings", "src/caller.ts", pathToFileURL(module).href],
      { cwd: project.folder, environment },
    );
    await startAfterDeath(worker, `${seenFile}.died`, calling);
    const { stdout, stderr } = await calling;
    await worker?.stop();
    const told = /^told (.*)$/m.exec(stdout)?.[1];
    if (told === undefined) {
      throw new Error(`The caller told nothing: ${stdout}${stderr}${worker?.log() ?? ""}`);
    }
    const seen = readFileSync(seenFile, "utf8").trimEnd().split("\n");
    return {
      told: JSON.parse(told) as Play["told"],
      seen: seen.map((line) => JSON.parse(line) as Seen),
      // A copy: receivers of one process hear of what comes to any of them.
      received: { spans: [...received.spans], logs: [...received.logs], points: [...received.points] },
      output: stderr + (worker?.log() ?? ""),
      lost: (await backend.lostAttempts?.()) ?? [],
    };
  } finally {
    await Promise.all([backend.stop(), received.close()]);
    project.remove();
  }
}

/** Starts the worker anew once a task has killed it, if one does while the runs are made. */
async function startAfterDeath(
  worker: ServerProcess | undefined,
  marker: string,
  calling: Promise<unknown>,
): Promise<void> {
  const over = calling.then(() => true);
  do {
    if (existsSync(marker)) {
      // It has said so just before: its port is free only once it is gone.
      await worker?.kill();
      await worker?.start();
      return;
    }
  } while (!(await Promise.race([over, sleep(50, false)])));
}

const BACKENDS: Readonly<Record<EngineName, () => Promise<Backend>>> = {
  embedded: async () => ({ environment: {}, stop: async () => {} }),
  async restate() {
    const server = await startRestateServer();
    const environment = { RESTATE_INGRESS_URL: server.ingressUrl };
    return {
      environment,
      async startWorker(project, given) {
        const { worker, url } = await startMain(project, "restate", "PORT", given);
        await server.register(url);
        return worker;
      },
      stop: () => server[Symbol.asyncDispose](),
    };
  },
  async temporal() {
    const server = await startTemporalServer();
    const environment = { TEMPORAL_ADDRESS: server.address, TEMPORAL_NAMESPACE: server.namespace };
    return {
      environment,
      async startWorker(project, given) {
        const { worker } = await startMain(project, "temporal", "GEN_FLOWS_HEALTH_PORT", given);
        return worker;
      },
      lostAttempts: () => lostAttempts(server),
      stop: () => server[Symbol.asyncDispose](),
    };
  },
};

/** How often a worker is started whose port somebody else has taken before it listens. */
const TRIES = 3;

/** @param variable What tells the worker the port on which its health is asked for. */
async function startMain(
  { folder }: GeneratedProject,
  engine: string,
  variable: string,
  environment: Readonly<Record<string, string>>,
): Promise<{ readonly worker: ServerProcess; readonly url: string }> {
  for (let number = 1; ; number += 1) {
    const [port = 0] = await freePorts(1);
    const url = `http://127.0.0.1:${port}`;
    try {
      const worker = await startServer({
        name: `The worker on ${engine}`,
        program: process.execPath,
        arguments: ["--no-warnings", `src/flows/generated/${engine}/main.ts`],
        cwd: folder,
        environment: { ...environment, [variable]: String(port) },
        ready: async () => (await fetch(`${url}/health`)).ok,
        stopMilliseconds: 20_000,
      });
      return { worker, url };
    } catch (error) {
      if (number === TRIES || !String(error).includes("EADDRINUSE")) {
        throw error;
      }
    }
  }
}
