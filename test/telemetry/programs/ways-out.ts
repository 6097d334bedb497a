/** Makes spans and ends: `ways-out.ts <http|grpc|file> <way> [count]`. The address is in TARGET. */
import { trace } from "@opentelemetry/api";
import { fileTraces } from "../../../runtime/src/telemetry/exporters/file-traces.ts";
import { otlpGrpcTraces } from "../../../runtime/src/telemetry/exporters/otlp-grpc-traces.ts";
import { otlpHttpTraces } from "../../../runtime/src/telemetry/exporters/otlp-http-traces.ts";
import { defineTelemetry } from "../../../runtime/src/telemetry/index.ts";

const [exporter, way, count = "10"] = process.argv.slice(2);
const exporters = {
  http: () => otlpHttpTraces({ endpoint: "${env:TARGET}" }),
  grpc: () => otlpGrpcTraces({ endpoint: "${env:TARGET}" }),
  file: () => fileTraces({ filename: "${env:TARGET}" }),
};

if (way === "user-handler") {
  process.on("uncaughtException", (error) => {
    console.log(`handled ${error.message}`);
  });
}

const telemetry = defineTelemetry({
  serviceName: "ways-out",
  exporters: [exporters[exporter as keyof typeof exporters]()],
});
telemetry.start();
const tracer = trace.getTracer("test");
for (let index = 0; index < Number(count); index += 1) {
  tracer.startSpan(`span ${index}`).end();
}

function stayAlive(): NodeJS.Timeout {
  console.log("ready");
  return setInterval(() => {}, 1_000);
}

switch (way) {
  case "end":
    process.exitCode = 5;
    console.log("result 42");
    break;
  case "statistics":
    await telemetry.flush();
    console.log(JSON.stringify(telemetry.statistics()));
    break;
  case "exit":
    process.exit(3);
    break;
  case "flush-then-exit":
    await telemetry.flush();
    process.exit(3);
    break;
  case "shutdown":
    await telemetry.shutdown();
    tracer.startSpan("too late").end();
    console.log(JSON.stringify(telemetry.statistics()));
    break;
  case "error":
  case "user-handler":
    throw new TypeError("boom");
  case "rejection":
    void Promise.reject(new RangeError("unhandled boom"));
    break;
  case "error-then-exit":
    process.nextTick(() => {
      throw new TypeError("boom");
    });
    setImmediate(() => process.exit(0));
    break;
  case "signal":
    stayAlive();
    break;
  case "signal-exit": {
    const signalExit = { count: 1 };
    Object.assign(process, { __signal_exit_emitter__: signalExit });
    process.on("SIGTERM", function onSignal() {
      if (process.listenerCount("SIGTERM") === signalExit.count) {
        console.log("signal-exit");
        process.off("SIGTERM", onSignal);
        process.kill(process.pid, "SIGTERM");
      }
    });
    stayAlive();
    break;
  }
  case "signal-with-listener": {
    const timer = stayAlive();
    process.on("SIGTERM", () => {
      console.log("application says goodbye");
      clearInterval(timer);
    });
    break;
  }
}
