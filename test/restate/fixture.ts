import { trace } from "@opentelemetry/api";
import type { Application, Tasks } from "../../runtime/src/engines/application.ts";
import { restateClient } from "../../runtime/src/engines/restate/client/index.ts";
import { serveRestate } from "../../runtime/src/engines/restate/worker/serve-restate.ts";
import type { RestateServeOptions, RestateServer as Worker } from "../../runtime/src/engines/restate/worker/serve-restate.ts";
import { otlpHttpTraces } from "../../runtime/src/telemetry/exporters/otlp-http-traces.ts";
import { defineTelemetry } from "../../runtime/src/telemetry/index.ts";
import { startReceiver } from "../support/otlp-receiver.ts";
import type { OtlpReceiver, ReceivedSpan } from "../support/otlp-receiver.ts";
import { startRestateServer } from "../support/engines/restate-server.ts";
import type { RestateServer } from "../support/engines/restate-server.ts";

/** A Restate server, a worker in this process, and what receives its telemetry. */
export interface Cluster extends AsyncDisposable {
  readonly server: RestateServer;
  readonly worker: Worker;
  readonly application: Application;
  readonly clients: ReturnType<typeof restateClient>;
  /** All spans of a trace so far. */
  spansOf(traceId: string): Promise<readonly ReceivedSpan[]>;
}

/** What is told of telemetry that goes nowhere else. One a test file: providers are global. */
export async function startCluster(
  parts: Partial<Application>,
  tasks: Tasks,
  options: RestateServeOptions = {},
): Promise<Cluster> {
  const [server, receiver] = await Promise.all([startRestateServer(), startReceiver()]);
  const telemetry = defineTelemetry({
    serviceName: "fixture",
    exporters: [otlpHttpTraces({ endpoint: receiver.httpUrl })],
    propagators: ["tracecontext", "baggage"],
  });
  const tracer = trace.getTracer("fixture", "1.0.0");
  const application: Application = { name: "fixture", version: "1.0.0", telemetry, tracer, workflows: {}, ...parts };
  const worker = await serveRestate(application, tasks, { port: 0, signals: false, gracePeriod: 1_000, ...options });
  await server.register(`http://127.0.0.1:${worker.port}`);
  return {
    server,
    worker,
    application,
    clients: restateClient(application, { ingressUrl: server.ingressUrl }),
    spansOf: (traceId) => spansIn(receiver, telemetry, traceId),
    [Symbol.asyncDispose]: async () => {
      await worker.stop();
      await telemetry.shutdown();
      await Promise.all([server[Symbol.asyncDispose](), receiver.close()]);
    },
  };
}

async function spansIn(
  receiver: OtlpReceiver,
  telemetry: { flush(): Promise<void> },
  traceId: string,
): Promise<readonly ReceivedSpan[]> {
  await telemetry.flush();
  return receiver.spans.filter((span) => span.traceId === traceId);
}
