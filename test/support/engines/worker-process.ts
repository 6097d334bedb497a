import type { OtlpReceiver } from "../otlp-receiver.ts";
import { startServer } from "./server-process.ts";
import type { ServerProcess, ServerProgram } from "./server-process.ts";

export interface WorkerProcess extends ServerProcess, AsyncDisposable {}

export interface WorkerOptions extends Pick<ServerProgram, "ready" | "environment" | "stopMilliseconds"> {
  /** The folder of the project. */
  readonly cwd: string;
  /** The script, such as `src/flows/generated/restate/main.ts`; Node strips its types. */
  readonly script: string;
  /** Where its telemetry goes, by gRPC. */
  readonly receiver?: OtlpReceiver;
}

/** Starts a worker in a process of its own, with no `OTEL_*` variable but those given. Resolves when it is ready. */
export async function startWorkerProcess({ script, receiver, ...options }: WorkerOptions): Promise<WorkerProcess> {
  const telemetry = receiver && { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.grpcUrl, OTEL_BSP_SCHEDULE_DELAY: "100" };
  const worker = await startServer({
    ...options,
    name: script,
    program: process.execPath,
    arguments: ["--no-warnings", script],
    environment: { ...telemetry, ...options.environment },
  });
  return Object.assign(worker, {
    [Symbol.asyncDispose]: async () => {
      await worker.stop();
    },
  });
}
