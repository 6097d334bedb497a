/**
 * Runs a flow, and then something happens: `faults.ts <http|grpc> <way>`. Prints the flow's result, `ready` when the
 * end begins, and what became of the spans when the process exits. In the environment: TARGET, SERVICE, and ITEMS, of
 * which each is a span; two more are the step's and the workflow's. EXTRA spans are made beside the flow.
 */
import { once } from "node:events";
import { writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { context, propagation, trace } from "@opentelemetry/api";
import type { SpanExporterDefinition } from "../../../runtime/src/telemetry/exporters/exporter-definition.ts";
import { otlpGrpcTraces } from "../../../runtime/src/telemetry/exporters/otlp-grpc-traces.ts";
import { otlpHttpTraces } from "../../../runtime/src/telemetry/exporters/otlp-http-traces.ts";
import { defineTelemetry } from "../../../runtime/src/telemetry/index.ts";
import { define, engine, workflow } from "../../runtime/fixtures/flows.ts";

const [protocol, way] = process.argv.slice(2);
const { SERVICE: serviceName = "", ITEMS = "10", EXTRA = "0" } = process.env;
const HOUR = 3_600_000;

// Whoever waits for the exporter's own timeout outlasts the test.
const TIMEOUT = { exporter: 60_000, queue: 120_000 };

const throwing: SpanExporterDefinition = {
  type: "memory",
  create: () => ({
    exporter: {
      export: () => {
        throw new Error("exporter bug");
      },
      shutdown: () => Promise.reject(new Error("shutdown bug")),
    },
    destination: { type: "memory", address: "nowhere" },
    synchronous: false,
  }),
};

function exporter(): SpanExporterDefinition {
  const options = { endpoint: "${env:TARGET}", timeout: TIMEOUT.exporter };
  return protocol === "grpc" ? otlpGrpcTraces(options) : otlpHttpTraces(options);
}

const options = {
  serviceName,
  exporters: [way === "throwing exporter" ? throwing : exporter()],
  processor: { type: "batch", exportTimeout: TIMEOUT.queue },
} as const;

const telemetry = defineTelemetry({
  ...options,
  ...(way === "throwing sampler" && {
    sampler: {
      shouldSample: () => {
        throw new Error("sampler bug");
      },
      toString: () => "buggy",
    },
  }),
});

/** Sets the system's clock, as far as JavaScript sees it. */
function setClock(offset: number): void {
  const { now } = Date;
  Date.now = () => now() + offset;
}

const items = Array.from({ length: Number(ITEMS) }, (_, index) => index);
const double = define("double", async (input: number) => {
  if (input === 5 && way?.startsWith("clock")) {
    // By now the nap has begun.
    await sleep(10);
    setClock(way === "clock forward" ? HOUR : -HOUR);
  }
  return input * 2;
});

/** The flow of a spec, with the telemetry of its own. */
function client(own: typeof telemetry) {
  return engine({ telemetry: own }).client(
    workflow((flow) => {
      const doubled = flow.step("doubled", [], () =>
        flow.forEach(items, { maxConcurrency: 100 }, (item) => double(item)),
      );
      if (way?.startsWith("clock")) {
        flow.step("nap", [], () => flow.sleep(100));
      }
      return flow.result([doubled], (values) => values.reduce((total, value) => total + value, 0));
    }),
  );
}

function print(line: string): void {
  writeSync(1, `${line}\n`);
}

// Our own listener for the exit comes first, as it does if the first import of an application is its telemetry.
telemetry.start();
process.on("exit", () => {
  print(`statistics ${JSON.stringify(telemetry.statistics())}`);
});

function makeSpans(tracer = trace.getTracer("extra")): void {
  for (let index = 0; index < Number(EXTRA); index += 1) {
    tracer.startSpan("extra").end();
  }
}

/** Flushes until everything has left, however long it takes. */
async function settle(): Promise<void> {
  while (telemetry.statistics().unsent > 0) {
    await sleep(20);
    await telemetry.flush();
  }
}

print(`result ${await client(telemetry).run(undefined as never)}`);

switch (way) {
  case "exit":
    print("ready");
    process.exit(3);
    break;
  case "error":
    print("ready");
    throw new TypeError("boom");
  case "rejection":
    print("ready");
    void Promise.reject(new RangeError("unhandled boom"));
    break;
  case "signal":
    setInterval(() => {}, 1_000);
    print("ready");
    break;
  case "outage": {
    await telemetry.flush();
    setInterval(() => {}, 1_000);
    const call = once(process, "SIGUSR2");
    print("waiting");
    await call;
    print(`result ${await client(telemetry).run(undefined as never)}`);
    print("ready");
    break;
  }
  case "settle":
    await telemetry.flush();
    print("waiting");
    await settle();
    print("ready");
    break;
  case "synchronous burst": {
    makeSpans();
    await settle();
    print("ready");
    break;
  }
  case "late": {
    const tracer = trace.getTracerProvider().getTracer("late");
    await telemetry.shutdown();
    makeSpans(tracer);
    print("ready");
    break;
  }
  case "two specs":
    print(`result ${await client(defineTelemetry({ ...options, serviceName: "other" })).run(undefined as never)}`);
    print("ready");
    break;
  case "two runtimes": {
    const { defineTelemetry: defineElsewhere } = await import("@gen-flows/runtime/telemetry");
    const { otlpHttpTraces: otherHttp } = await import("@gen-flows/runtime/telemetry/otlp-http-traces");
    const other = defineElsewhere({ ...options, serviceName: "other", exporters: [otherHttp()] });
    other.start();
    print(`result ${await client(other).run(undefined as never)}`);
    print("ready");
    break;
  }
  case "two providers": {
    // The second has a provider of its own, as if the application had taken the first one's place.
    trace.disable();
    context.disable();
    propagation.disable();
    const other = defineTelemetry({ ...options, serviceName: `${serviceName}, second` });
    other.start();
    print(`result ${await client(other).run(undefined as never)}`);
    setInterval(() => {}, 1_000);
    print("ready");
    break;
  }
  default:
    print("ready");
}
