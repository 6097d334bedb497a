import { Worker } from "@temporalio/worker";
import type { NativeConnection, WorkerOptions, WorkflowBundleOption } from "@temporalio/worker";
import type { Application, Tasks } from "../../application.ts";
import type { LifecycleHooks } from "../../hooks.ts";
import { connectionSettings } from "../connection.ts";
import type { TemporalConnectionOptions } from "../connection.ts";
import { activityInterceptor, createActivities } from "./activities.ts";
import { connect } from "./connect.ts";
import { healthPortOf, startHealthEndpoint } from "./health.ts";
import { quietRuntime } from "./quiet-runtime.ts";
import { createSinks } from "./sinks.ts";
import { bundleWorkflows } from "./workflow-bundle.ts";
import { createWorkerHost } from "./worker-host.ts";

/** What a worker of one spec works on. */
export interface TemporalWorkerDefinition {
  readonly tasks: Tasks;
  readonly taskQueue: string;
  /** The generated `temporal/workflows.ts`, as a URL or an absolute path. */
  readonly workflows: URL | string;
  /** Attempts at tasks at a time, and as many at inline ones. Default: what Temporal's SDK allows, 100. */
  readonly maxConcurrentTasks?: number | undefined;
}

/** How a worker works. */
export interface TemporalWorkerOptions extends TemporalConnectionOptions {
  /** Default: the spec's, else its name. */
  readonly taskQueue?: string | undefined;
  /** Called as runs and attempts begin and end. What they do or throw changes nothing. */
  readonly hooks?: LifecycleHooks | undefined;
  /** The workflows as `bundleWorkflows` has put them together. Default: that is done at the start, which takes seconds. */
  readonly workflowBundle?: WorkflowBundleOption | undefined;
  /**
   * Where an endpoint for the worker's health listens: it answers 200 while the worker takes work, and 503 before and after.
   * 0 takes any free port. Default: `GEN_FLOWS_HEALTH_PORT`, else none.
   */
  readonly healthPort?: number | undefined;
  /**
   * How often an attempt under way tells the server that it is, in milliseconds; so long does it take at most until it
   * hears that it was cancelled. At most 8,000: after 10 s without a sign of life the server takes the worker for dead.
   * Default: 1,000.
   */
  readonly heartbeatInterval?: number | undefined;
  /**
   * How long attempts may go on when the worker is told to stop, in milliseconds; those that do not end are aborted, and
   * other workers make further attempts. Default: 10,000.
   */
  readonly shutdownGraceTime?: number | undefined;
  /** Whatever else Temporal's SDK offers, such as `tuner` and `workerDeploymentOptions`. */
  readonly worker?: Partial<Omit<WorkerOptions, OwnOptions>> | undefined;
}

/** What we say ourselves. */
type OwnOptions =
  | "activities"
  | "connection"
  | "dataConverter"
  | "namespace"
  | "maxHeartbeatThrottleInterval"
  | "shutdownGraceTime"
  | "taskQueue"
  | "workflowBundle"
  | "workflowsPath";

/** A worker that has been started. */
export interface TemporalWorker {
  readonly taskQueue: string;
  /** Where its health is asked for; undefined if there is no endpoint. */
  readonly healthPort: number | undefined;
  /** Resolves once it has stopped, and rejects with the reason if it stopped by itself. */
  readonly stopped: Promise<void>;
  /** Takes no more work, waits for what is under way, and exports what is recorded. */
  stop(): Promise<void>;
}

const HEARTBEAT_INTERVAL = 1_000;
const LONGEST_HEARTBEAT_INTERVAL = 8_000;
const SHUTDOWN_GRACE_TIME = 10_000;

/** After what time a workflow whose worker is gone goes on elsewhere, in milliseconds; the SDK would wait for 10 s. */
const STICKY_TIMEOUT = 5_000;

/**
 * Starts a worker: it runs the workflows of a spec and makes attempts at its tasks, until it is told to stop, by `stop` or
 * by SIGTERM, SIGINT, SIGQUIT or SIGUSR2. Several processes may do so: the work is shared.
 *
 * @throws {TemporalConnectionError} if the server does not answer, {TelemetryConfigError} if telemetry cannot be started, and
 *   {RangeError} for a port or an interval that cannot be, and Error if the workflows cannot be bundled or the health endpoint
 *   cannot listen.
 */
export async function startTemporalWorker(
  application: Application,
  definition: TemporalWorkerDefinition,
  options: TemporalWorkerOptions = {},
): Promise<TemporalWorker> {
  application.telemetry.start();
  const healthPort = healthPortOf(options.healthPort);
  const settings = connectionSettings(options);
  let worker: Worker | undefined;
  // First, so that whoever watches sees that there is a process, and that it does not work yet.
  const health =
    healthPort === undefined ? undefined : await startHealthEndpoint(healthPort, () => worker?.getState() ?? "STARTING");
  // Not before the port is taken: without a connection that is closed again, it keeps the process alive.
  quietRuntime();
  let connection: NativeConnection | undefined;
  const close = async (): Promise<void> => {
    await Promise.all([health?.close(), connection?.close(), application.telemetry.flush()]);
  };
  try {
    connection = await connect(settings.connection);
    worker = await createWorker(application, definition, options, { connection, namespace: settings.namespace });
  } catch (error) {
    await close();
    throw error;
  }
  return running(worker, health?.port, close);
}

async function createWorker(
  application: Application,
  { tasks, maxConcurrentTasks, ...definition }: TemporalWorkerDefinition,
  options: TemporalWorkerOptions,
  server: Pick<WorkerOptions, "connection" | "namespace">,
): Promise<Worker> {
  const { dataConverter, heartbeatInterval = HEARTBEAT_INTERVAL, shutdownGraceTime = SHUTDOWN_GRACE_TIME } = options;
  if (!(heartbeatInterval > 0 && heartbeatInterval <= LONGEST_HEARTBEAT_INTERVAL)) {
    throw new RangeError(
      `heartbeatInterval must be more than 0 and at most ${LONGEST_HEARTBEAT_INTERVAL} ms, and is ${heartbeatInterval}.`,
    );
  }
  const host = createWorkerHost(application, tasks, options.hooks);
  return Worker.create({
    ...(maxConcurrentTasks !== undefined && {
      maxConcurrentActivityTaskExecutions: maxConcurrentTasks,
      maxConcurrentLocalActivityExecutions: maxConcurrentTasks,
    }),
    stickyQueueScheduleToStartTimeout: STICKY_TIMEOUT,
    ...options.worker,
    ...server,
    ...(dataConverter && { dataConverter }),
    taskQueue: options.taskQueue ?? definition.taskQueue,
    workflowBundle: options.workflowBundle ?? (await bundleWorkflows(definition.workflows, dataConverter)),
    interceptors: {
      ...options.worker?.interceptors,
      activity: [activityInterceptor, ...(options.worker?.interceptors?.activity ?? [])],
    },
    activities: createActivities(host, heartbeatInterval),
    sinks: { ...options.worker?.sinks, ...createSinks(host) },
    maxHeartbeatThrottleInterval: heartbeatInterval,
    shutdownGraceTime,
  });
}

/** Lets a worker take work, until it is told to stop. */
function running(worker: Worker, healthPort: number | undefined, close: () => Promise<void>): TemporalWorker {
  const stopped = worker.run().finally(close);
  // Whoever asks hears of it.
  stopped.catch(() => {});
  return {
    taskQueue: worker.options.taskQueue,
    healthPort,
    stopped,
    stop: () => {
      if (worker.getState() === "RUNNING") {
        worker.shutdown();
      }
      return stopped;
    },
  };
}
