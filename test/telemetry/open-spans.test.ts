import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { expect, test } from "vitest";
import { OpenSpans } from "../../runtime/src/telemetry/delivery/open-spans.ts";

function start() {
  const exporter = new InMemorySpanExporter();
  const openSpans = new OpenSpans();
  const provider = new TracerProvider({ spanProcessors: [openSpans, new SimpleSpanProcessor({ exporter })] });
  return { exporter, openSpans, tracer: provider.getTracer("test") };
}

test("spans under way are ended as errors, the latest first, and those that had ended are left alone", () => {
  const { exporter, openSpans, tracer } = start();
  tracer.startSpan("parent");
  tracer.startSpan("child");
  tracer.startSpan("done").end();
  openSpans.interrupt("SIGTERM");
  openSpans.interrupt("SIGTERM");
  const ended = exporter.getFinishedSpans();
  expect(ended.map(({ name, attributes }) => [name, attributes["error.type"]])).toEqual([
    ["done", undefined],
    ["child", "SIGTERM"],
    ["parent", "SIGTERM"],
  ]);
});

test("spans that nobody ever ends are not held for ever: the oldest are let go", () => {
  const { exporter, openSpans, tracer } = start();
  for (let number = 0; number < 10_003; number += 1) {
    tracer.startSpan(`span ${number}`);
  }
  openSpans.interrupt("SIGTERM");
  const ended = exporter.getFinishedSpans();
  expect(ended).toHaveLength(10_000);
  expect(ended.at(-1)?.name).toBe("span 3");
});
