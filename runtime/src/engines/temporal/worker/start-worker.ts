import { Worker } from "@temporalio/worker";
import type { WorkerOptions, WorkflowBundleOption } from "@temporalio/worker";
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
  /** The generated `temporal/workflows.ts`. */
  readonly workflows: URL;
  /** Attempts at tasks at a time. Default: what Temporal's SDK allows, 100. */
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
   * Where an endpoint for the worker's health listens: 200 while it takes work, else 503. 0 takes any free port. Default:
   * `GEN_FLOWS_HEALTH_PORT`, else none.
   */
  readonly healthPort?: number | undefined;
  /**
   * How often an attempt under way tells the server that it is, in milliseconds; so long does it take at most until it
   * hears that it was cancelled. Default: 1,000.
   */
  readonly heartbeatInterval?: number | undefined;
  /**
   * How long attempts may go on when the worker is told to stop, in milliseconds; those that do not end are aborted, and
   * other workers make further attempts. Default: 10,000.
   */
  readonly shutdownGraceTime?: number | undefined;
  /** Whatever else Temporal's SDK offers. */
  readonly worker?: Partial<Omit<WorkerOptions, OwnOptions>> | undefined;
}

/** What we say ourselves. */
type OwnOptions =
  | "activities"
  | "connection"
  | "namespace"
  | "shutdownGraceTime"
  | "sinks"
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
const SHUTDOWN_GRACE_TIME = 10_000;

/**
 * Starts a worker: it runs the workflows of a spec and makes attempts at its tasks, until it is told to stop, by `stop` or
 * by SIGTERM, SIGINT, SIGQUIT or SIGUSR2. Several processes may do so: the work is shared.
 *
 * @throws {TemporalConnectionError} if the server does not answer, {TelemetryConfigError} if telemetry cannot be started, and
 *   Error if the workflows cannot be bundled or the health endpoint cannot listen.
 */
export async function startTemporalWorker(
  application: Application,
  definition: TemporalWorkerDefinition,
  options: TemporalWorkerOptions = {},
): Promise<TemporalWorker> {
  application.telemetry.start();
  const { tasks, maxConcurrentTasks } = definition;
  const { taskQueue = definition.taskQueue, workflowBundle } = options;
  const healthPort = healthPortOf(options.healthPort);
  const settings = connectionSettings(options);
  quietRuntime();
  const host = createWorkerHost(application, tasks, options.hooks);
  const [connection, bundle] = await Promise.all([
    connect(settings.connection),
    workflowBundle ?? bundleWorkflows(definition.workflows),
  ]);
  const interval = options.heartbeatInterval ?? HEARTBEAT_INTERVAL;
  const worker = await Worker.create({
    ...(maxConcurrentTasks !== undefined && { maxConcurrentActivityTaskExecutions: maxConcurrentTasks }),
    ...options.worker,
    interceptors: { ...options.worker?.interceptors, activity: [activityInterceptor, ...(options.worker?.interceptors?.activity ?? [])] },
    connection,
    namespace: settings.namespace,
    taskQueue,
    workflowBundle: bundle,
    activities: createActivities(host, interval),
    sinks: createSinks(host),
    maxHeartbeatThrottleInterval: interval,
    shutdownGraceTime: options.shutdownGraceTime ?? SHUTDOWN_GRACE_TIME,
  });
  const running = worker.run();
  const health = healthPort === undefined ? undefined : await startHealthEndpoint(healthPort, () => worker.getState());
  const stopped = running.finally(async () => {
    await Promise.all([health?.close(), connection.close(), application.telemetry.flush()]);
  });
  // Whoever asks hears of it.
  stopped.catch(() => {});
  return {
    taskQueue,
    healthPort: health?.port,
    stopped,
    stop: () => {
      if (worker.getState() === "RUNNING") {
        worker.shutdown();
      }
      return stopped;
    },
  };
}
