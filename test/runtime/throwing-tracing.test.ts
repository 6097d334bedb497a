import { trace } from "@opentelemetry/api";
import { NoopSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import type { Span } from "@opentelemetry/sdk-trace";
import { expect, test } from "vitest";
import { define, engine, workflow } from "./fixtures/flows.ts";

/** Breaks on everything but the spans of tasks, which generated code starts and ends itself. */
class BrokenProcessor extends NoopSpanProcessor {
  override onStart(span: Span): void {
    if (span.name.startsWith("workflow") || span.name.startsWith("submit")) {
      throw new Error("onStart is broken");
    }
  }

  override onEnd(span: Parameters<NoopSpanProcessor["onEnd"]>[0]): void {
    if (span.name.startsWith("forEach")) {
      throw new Error("onEnd is broken");
    }
  }
}

test("a provider that throws does not break a run", async () => {
  trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new BrokenProcessor()] }));
  const work = define("work", async (input: number) => input + 1);
  const client = engine().client(
    workflow((flow, items: readonly number[]) => {
      const all = flow.step("all", [], () => flow.forEach(items, { maxConcurrency: 2 }, (item) => work(item)));
      return flow.result([all], (values) => values);
    }),
  );
  const run = await client.start([1, 2, 3]);
  expect(await run.result()).toEqual([2, 3, 4]);
});

test("an attribute of the workflow's span that throws does not break a run", async () => {
  trace.disable();
  trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new NoopSpanProcessor()] }));
  const work = define("work", async (input: number) => input + 1);
  const plain = workflow((flow, input: number) => {
    const only = flow.step("only", [], () => work(input));
    return flow.result([only], (value) => value);
  });
  const client = engine().client({
    ...plain,
    attributes: () => {
      throw new TypeError("no such property");
    },
  });
  expect(await client.run(1)).toBe(2);
});
