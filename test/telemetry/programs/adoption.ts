/** An application and gen-flows meet in one process: `adoption.ts <case>`. Prints where the spans went. */
import { createRequire } from "node:module";
import * as api from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { BatchSpanProcessor, InMemorySpanExporter, TracerProvider } from "@opentelemetry/sdk-trace";
import type { SpanProcessor } from "@opentelemetry/sdk-trace";
import { adoptTelemetry } from "../../../runtime/src/telemetry/adopt.ts";
import { memorySpans, memoryTraces } from "../../../runtime/src/telemetry/exporters/memory-traces.ts";
import { defineTelemetry } from "../../../runtime/src/telemetry/index.ts";
import { noopTracer, noTelemetry } from "../../../runtime/src/telemetry/none.ts";

/** What the application has installed: an older copy of the API, which shares its registrations with ours. */
const requireHere = createRequire(import.meta.url);
const requireFromApplication = createRequire(requireHere.resolve("@elastic/mockotlpserver"));
const oldApi = requireFromApplication("@opentelemetry/api") as typeof api;

const applicationSpans = new InMemorySpanExporter();
const applicationProvider = new TracerProvider({
  spanProcessors: [new BatchSpanProcessor({ exporter: applicationSpans })],
});
const telemetry = defineTelemetry({ serviceName: "adoption", exporters: [memoryTraces()] });

function makeSpan(name: string, tracer = api.trace.getTracer("test")): void {
  tracer.startSpan(name).end();
}

const seen: string[] = [];

/** A processor that notes the spans that end. */
function watcher(name: string): SpanProcessor {
  return {
    onStart: () => {},
    onEnd: (span) => {
      seen.push(`${name}: ${span.name}`);
    },
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
}

switch (process.argv[2]) {
  case "application first":
    api.trace.setGlobalTracerProvider(applicationProvider);
    telemetry.start();
    makeSpan("flow");
    await telemetry.flush();
    break;
  case "application first, without a context manager":
    api.trace.setGlobalTracerProvider(applicationProvider);
    telemetry.start();
    api.trace.getTracer("flows").startActiveSpan("task", (task) => {
      makeSpan("GET /");
      task.end();
    });
    await telemetry.flush();
    break;
  case "application first, processor added":
    api.trace.setGlobalTracerProvider(applicationProvider);
    telemetry.addSpanProcessor(new BatchSpanProcessor({ exporter: memorySpans }));
    telemetry.start();
    break;
  case "processors added":
    telemetry.addSpanProcessor(watcher("before"));
    telemetry.start();
    makeSpan("first");
    telemetry.addSpanProcessor(watcher("after"));
    makeSpan("second");
    break;
  case "application later, with a logger":
    api.diag.setLogger(new api.DiagConsoleLogger());
    telemetry.start();
    api.trace.setGlobalTracerProvider(applicationProvider);
    makeSpan("flow");
    break;
  case "application later":
    // The second one is refused too.
    queueMicrotask(() => api.trace.setGlobalTracerProvider(applicationProvider));
    telemetry.start();
    api.trace.setGlobalTracerProvider(applicationProvider);
    makeSpan("flow");
    break;
  case "two telemetries": {
    const second = defineTelemetry({ serviceName: "second", exporters: [memoryTraces()] });
    telemetry.start();
    second.start();
    makeSpan("flow");
    await second.flush();
    await second.shutdown();
    makeSpan("after the second has stopped");
    break;
  }
  case "shutdown makes room": {
    telemetry.start();
    await telemetry.shutdown();
    api.trace.setGlobalTracerProvider(applicationProvider);
    makeSpan("application");
    await applicationProvider.forceFlush();
    break;
  }
  case "old api beside ours":
    telemetry.start();
    oldApi.trace.getTracer("app").startActiveSpan("parent", (parent) => {
      makeSpan("flow");
      parent.end();
    });
    break;
  case "old api first":
    oldApi.context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    oldApi.trace.setGlobalTracerProvider(applicationProvider);
    telemetry.start();
    makeSpan("flow");
    makeSpan("application", oldApi.trace.getTracer("app"));
    await telemetry.flush();
    await applicationProvider.forceFlush();
    break;
  case "adopt": {
    api.context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    api.trace.setGlobalTracerProvider(applicationProvider);
    const adopting = adoptTelemetry();
    adopting.start();
    makeSpan("flow");
    await adopting.flush();
    break;
  }
  case "adopt without a context manager": {
    api.trace.setGlobalTracerProvider(applicationProvider);
    adoptTelemetry().start();
    break;
  }
  case "adopt nothing": {
    const adopting = adoptTelemetry();
    adopting.start();
    adopting.start();
    makeSpan("flow");
    await adopting.flush();
    break;
  }
  case "none": {
    api.trace.setGlobalTracerProvider(applicationProvider);
    const none = noTelemetry();
    none.start();
    makeSpan("flow", noopTracer);
    await none.flush();
    await applicationProvider.forceFlush();
    break;
  }
}

const ours = memorySpans.getFinishedSpans();
const copies = [requireHere, requireFromApplication].map((require) => require.resolve("@opentelemetry/api"));
console.log(
  JSON.stringify({
    application: applicationSpans.getFinishedSpans().map((span) => span.name),
    ours: ours.map((span) => span.name),
    applicationChildren: applicationSpans.getFinishedSpans().flatMap((span) => (span.parentSpanContext === undefined ? [] : span.name)),
    seen,
    children: ours.filter((span) => span.parentSpanContext !== undefined).map((span) => span.name),
    copiesOfTheApi: new Set(copies).size,
  }),
);
