/** Things go wrong around telemetry, and the work goes on: `robustness.ts <case>`. The address is in TARGET. */
import { setTimeout as sleep } from "node:timers/promises";
import { trace } from "@opentelemetry/api";
import type { SpanExporterDefinition } from "../../../runtime/src/telemetry/exporters/exporter-definition.ts";
import { memorySpans, memoryTraces } from "../../../runtime/src/telemetry/exporters/memory-traces.ts";
import { otlpHttpTraces } from "../../../runtime/src/telemetry/exporters/otlp-http-traces.ts";
import { defineTelemetry } from "../../../runtime/src/telemetry/index.ts";

function makeSpans(count: number): void {
  const tracer = trace.getTracer("test");
  for (let index = 0; index < count; index += 1) {
    tracer.startSpan(`span ${index}`).end();
  }
}

function customExporter(create: SpanExporterDefinition["create"]): SpanExporterDefinition {
  return { type: "memory", create };
}

const destination = { type: "memory", address: "nowhere" } as const;

switch (process.argv[2]) {
  case "exporter throws": {
    const telemetry = defineTelemetry({
      serviceName: "robustness",
      exporters: [
        customExporter(() => ({
          exporter: {
            export: () => {
              throw new Error("exporter bug");
            },
            shutdown: () => Promise.reject(new Error("shutdown bug")),
          },
          destination,
          synchronous: false,
        })),
        memoryTraces(),
      ],
    });
    telemetry.start();
    makeSpans(1_200);
    await telemetry.flush();
    console.log(JSON.stringify(telemetry.statistics()));
    await telemetry.shutdown();
    break;
  }
  case "exporter never answers": {
    const telemetry = defineTelemetry({
      serviceName: "robustness",
      exporters: [
        customExporter(() => ({
          exporter: { export: () => {}, shutdown: () => Promise.resolve() },
          destination,
          synchronous: false,
        })),
      ],
      processor: { type: "batch", exportTimeout: 50 },
    });
    telemetry.start();
    makeSpans(10);
    await telemetry.flush();
    console.log(JSON.stringify(telemetry.statistics()));
    break;
  }
  case "sampler throws": {
    const telemetry = defineTelemetry({
      serviceName: "robustness",
      exporters: [memoryTraces()],
      sampler: {
        shouldSample: () => {
          throw new Error("sampler bug");
        },
        toString: () => "buggy",
      },
    });
    telemetry.start();
    makeSpans(2);
    console.log("work goes on");
    break;
  }
  case "processor throws": {
    const telemetry = defineTelemetry({ serviceName: "robustness", exporters: [memoryTraces()] });
    telemetry.start();
    const names: string[] = [];
    telemetry.addSpanProcessor({
      onStart: () => {
        throw new Error("processor bug");
      },
      onEnd: (span) => {
        names.push(span.name);
      },
      forceFlush: () => Promise.reject(new Error("flush bug")),
      shutdown: () => Promise.reject(new Error("shutdown bug")),
    });
    makeSpans(2);
    await telemetry.flush();
    console.log(JSON.stringify({ added: names, exported: memorySpans.getFinishedSpans().map((span) => span.name) }));
    break;
  }
  case "collector comes later": {
    const telemetry = defineTelemetry({
      serviceName: "robustness",
      exporters: [otlpHttpTraces({ endpoint: "${env:TARGET}" })],
    });
    telemetry.start();
    makeSpans(2_000);
    await telemetry.flush();
    console.log("ready");
    while (telemetry.statistics().unsent > 0) {
      await sleep(50);
      await telemetry.flush();
    }
    break;
  }
  case "pressure": {
    const telemetry = defineTelemetry({
      serviceName: "robustness",
      exporters: [otlpHttpTraces({ endpoint: "${env:TARGET}" })],
    });
    telemetry.start();
    // Without the wait this loop never lets the event loop turn, and the queue runs over.
    for (let batch = 0; batch < 100; batch += 1) {
      makeSpans(1_000);
      await telemetry.ready();
    }
    await telemetry.flush();
    console.log(JSON.stringify(telemetry.statistics()));
    break;
  }
}
