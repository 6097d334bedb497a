/** Makes spans and log records, and lives in some way: `lifecycle.ts <way>`. The address is in TARGET. */
import cluster from "node:cluster";
import { writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { isMainThread, Worker } from "node:worker_threads";
import { logs, trace } from "@opentelemetry/api";
import { otlpHttpLogs } from "../../../runtime/src/telemetry/exporters/otlp-http-logs.ts";
import { otlpHttpTraces } from "../../../runtime/src/telemetry/exporters/otlp-http-traces.ts";
import { defineTelemetry } from "../../../runtime/src/telemetry/index.ts";
import { defineLogs } from "../../../runtime/src/telemetry/logs/define-logs.ts";

const [way = ""] = process.argv.slice(2);
const target = { endpoint: "${env:TARGET}", timeout: 60_000 };
const telemetry = defineTelemetry({
  serviceName: way,
  exporters: [otlpHttpTraces(target)],
  logs: defineLogs({ exporters: [otlpHttpLogs(target)] }),
});

function print(line: string): void {
  writeSync(1, `${line}\n`);
}

function work(count = 10): void {
  telemetry.start();
  for (let index = 0; index < count; index += 1) {
    trace.getTracer("lifecycle").startSpan("work").end();
    logs.getLogger("lifecycle").emit({ body: "worked" });
  }
}

function stayAlive(): NodeJS.Timeout {
  print("ready");
  return setInterval(() => {}, 1_000);
}

/** Another thread or process does the same work. */
const isChild = !isMainThread || cluster.isWorker;

switch (isChild ? way.split(",")[1] : way) {
  case "end":
    work();
    break;
  case "exit":
    work();
    process.exit(3);
    break;
  case "error":
    work();
    throw new TypeError("boom");
  case "signal":
    work();
    stayAlive();
    break;
  case "graceful": {
    // As applications do it that close their servers first.
    work();
    const timer = stayAlive();
    process.on("SIGTERM", () => {
      clearInterval(timer);
      void telemetry.shutdown().then(() => process.exit(0));
    });
    break;
  }
  case "more work": {
    // Whoever has nothing left to do looks whether there is more.
    work();
    let rounds = 3;
    process.on("beforeExit", () => {
      if (rounds > 0) {
        rounds -= 1;
        setImmediate(() => {
          work();
        });
      }
    });
    process.on("exit", () => {
      print(JSON.stringify(telemetry.statistics()));
    });
    break;
  }
  case "stdin":
    createInterface({ input: process.stdin }).on("line", () => {
      work(1);
    });
    break;
  case "again":
    work();
    await telemetry.shutdown();
    work();
    work();
    break;
  case "thread,end":
  case "thread,error": {
    process.exitCode = 5;
    const worker = new Worker(new URL(import.meta.url), { argv: [way] });
    worker.on("error", (error) => {
      print(`worker: ${error.message}`);
    });
    break;
  }
  case "cluster,signal": {
    const worker = cluster.fork();
    worker.on("exit", (_code, signal) => {
      print(`worker: ${signal}`);
    });
    worker.on("message", () => {
      worker.process.kill("SIGTERM");
    });
    break;
  }
}

if (cluster.isWorker) {
  process.send?.("ready");
}
