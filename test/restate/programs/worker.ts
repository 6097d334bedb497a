/** A worker whose handlers ask the test, at CONTROL_URL, what to do: they go on when it answers. */
import { trace } from "@opentelemetry/api";
import { serveRestate } from "../../../runtime/src/engines/restate/worker/serve-restate.ts";
import { otlpHttpTraces } from "../../../runtime/src/telemetry/exporters/otlp-http-traces.ts";
import { defineTelemetry } from "../../../runtime/src/telemetry/index.ts";
import { taskSet } from "../tasks.ts";
import { createApplication } from "./application.ts";

const telemetry = defineTelemetry({
  serviceName: "worker",
  exporters: [otlpHttpTraces({ endpoint: "${env:RECEIVER_URL}" })],
  propagators: ["tracecontext", "baggage"],
});
const set = taskSet();
const application = createApplication(set, telemetry, trace.getTracer("worker", "1.0.0"));

await serveRestate(application, set.tasks, { gracePeriod: 5_000 });
