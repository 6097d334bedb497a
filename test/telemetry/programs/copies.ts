/** The API is there for `import` and for `require`: `copies.ts <case>`. Prints which spans were recorded. */
import { createRequire } from "node:module";
import * as imported from "@opentelemetry/api";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { adoptTelemetry } from "../../../runtime/src/telemetry/adopt.ts";
import { memorySpans, memoryTraces } from "../../../runtime/src/telemetry/exporters/memory-traces.ts";
import { defineTelemetry } from "../../../runtime/src/telemetry/index.ts";

const required = createRequire(import.meta.url)("@opentelemetry/api") as typeof imported;

/** Taken before there is a provider, as generated code does. */
const tracers = {
  imported: imported.trace.getTracer("imported"),
  required: required.trace.getTracer("required"),
};
const provider = new TracerProvider({ spanProcessors: [new BatchSpanProcessor({ exporter: memorySpans })] });

function makeSpans(when: string): void {
  for (const [copy, tracer] of Object.entries(tracers)) {
    tracer.startSpan(`${copy} ${when}`).end();
  }
}

switch (process.argv[2]) {
  case "owned": {
    const telemetry = defineTelemetry({ serviceName: "copies", exporters: [memoryTraces()] });
    telemetry.start();
    makeSpans("after");
    await telemetry.flush();
    break;
  }
  case "owned, required first": {
    required.trace.setGlobalTracerProvider(provider);
    const telemetry = defineTelemetry({ serviceName: "copies", exporters: [] });
    telemetry.start();
    makeSpans("after");
    await telemetry.flush();
    break;
  }
  case "adopted, required":
  case "adopted, imported": {
    const { trace } = process.argv[2] === "adopted, required" ? required : imported;
    const telemetry = adoptTelemetry();
    telemetry.start();
    makeSpans("before");
    trace.setGlobalTracerProvider(provider);
    telemetry.start();
    makeSpans("after");
    await telemetry.flush();
    break;
  }
}

console.log(
  JSON.stringify({
    copies: imported.trace === required.trace ? 1 : 2,
    spans: memorySpans.getFinishedSpans().map(({ name }) => name).toSorted(),
  }),
);
