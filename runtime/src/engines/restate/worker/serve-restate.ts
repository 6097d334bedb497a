import { setTimeout as pause } from "node:timers/promises";
import type { JournalValueCodec } from "@restatedev/restate-sdk";
import { TelemetryConfigError } from "../../../telemetry/settings/config-error.ts";
import { readVariable } from "../../../telemetry/settings/environment.ts";
import type { Application, Tasks } from "../../application.ts";
import { startEndpoint } from "./endpoint.ts";
import { register } from "./register.ts";
import { servicesOf } from "./services.ts";
import { stopOnSignals } from "./stop-on-signals.ts";
import { createWorkerHost } from "./worker-host.ts";
import type { RestateWorkerOptions } from "./worker-host.ts";
import { workerLog } from "./worker-log.ts";

/** How a worker is served. */
export interface RestateServeOptions extends RestateWorkerOptions {
  /** 0 takes any free one. Default: `PORT`, else 9080. */
  readonly port?: number | undefined;
  /**
   * Public keys of the Restate that may call, such as `publickeyv1_…`. Default: `RESTATE_IDENTITY_KEYS`, with commas between
   * them, else whoever reaches the port may call.
   */
  readonly identityKeys?: readonly string[] | undefined;
  /**
   * How long attempts may go on once the worker is told to stop, in milliseconds. Those that take longer are cut off, and
   * Restate has another worker repeat them. Default: 25,000, which is less than Kubernetes gives a process.
   */
  readonly gracePeriod?: number | undefined;
  /** Whether SIGTERM and SIGINT stop the worker, and then end the process as they would without it. Default: true. */
  readonly signals?: boolean | undefined;
}

/** A worker that serves. */
export interface RestateServer {
  readonly port: number;
  /**
   * Begins nothing more, lets the attempts under way come to their end, within the grace period, exports telemetry, and stops
   * serving. What waits goes on in another worker.
   */
  stop(): Promise<void>;
}

const PORT = 9080;
const HIGHEST_PORT = 65_535;
const GRACE_PERIOD = 25_000;
/** How long what has just come to its end may take to reach Restate. Milliseconds. */
const DELIVERY_TIME = 200;

/**
 * Changes nothing. Where there is a codec, the SDK does not compare what a replay sends with what the journal holds: as long
 * as the plan is the same, another input or timeout for a step that has begun breaks no run.
 */
const AS_IT_IS: JournalValueCodec = { encode: (value) => value, decode: (value) => Promise.resolve(value) };

/**
 * Serves the workflows and tasks of a spec to Restate, by HTTP/2 without TLS. `GET /health` answers 200, and 503 once the
 * worker stops; by HTTP/1.1 too.
 *
 * Where `RESTATE_ADMIN_URL` is set, the worker registers itself there, as `RESTATE_DEPLOYMENT_URL`, or
 * `http://localhost:<port>`. Otherwise: `restate deployments register http://localhost:9080`.
 *
 * @throws {TelemetryConfigError} if a variable cannot be right or telemetry cannot be started, {RangeError} if
 *   `maxConcurrentTasks` is less than 1, {RestateRequestError} if it cannot register, and what `listen` rejects with.
 */
export async function serveRestate(
  application: Application,
  tasks: Tasks,
  options: RestateServeOptions = {},
): Promise<RestateServer> {
  const { gracePeriod = GRACE_PERIOD, signals = true } = options;
  application.telemetry.start();
  const host = createWorkerHost(application, tasks, options);
  const identityKeys = options.identityKeys ?? identityKeysInEnvironment();
  let isClosing = false;
  const server = await startEndpoint(
    {
      services: servicesOf(host),
      identityKeys: [...identityKeys],
      journalValueCodecProvider: () => Promise.resolve(AS_IT_IS),
      ...workerLog(() => isClosing),
    },
    options.port ?? portInEnvironment() ?? PORT,
  );
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopped ??= (async () => {
      server.refuse();
      await within(gracePeriod, host.workload.stop());
      await pause(DELIVERY_TIME);
      isClosing = true;
      await Promise.all([server.close(), application.telemetry.flush()]);
      stopListening();
    })();
    return stopped;
  };
  const stopListening = signals ? stopOnSignals(stop) : () => {};
  try {
    await register(server.port);
  } catch (error) {
    await stop();
    throw error;
  }
  return { port: server.port, stop };
}

/** Waits for something, but no longer than so many milliseconds. */
async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  const timeUp = new AbortController();
  await Promise.race([work, pause(milliseconds, undefined, { signal: timeUp.signal, ref: true }).catch(() => {})]);
  timeUp.abort();
}

function identityKeysInEnvironment(): readonly string[] {
  const keys = readVariable("RESTATE_IDENTITY_KEYS")?.split(",") ?? [];
  return keys.map((key) => key.trim()).filter((key) => key !== "");
}

function portInEnvironment(): number | undefined {
  const text = readVariable("PORT");
  const port = text === undefined ? undefined : Number(text);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= HIGHEST_PORT)) {
    throw new TelemetryConfigError(`PORT is "${text}": give a number from 0 to ${HIGHEST_PORT}.`);
  }
  return port;
}
