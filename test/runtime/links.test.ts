import { beforeAll, beforeEach, expect, test } from "vitest";
import { define, engine, workflow } from "./fixtures/flows.ts";
import { forgetSpans, linksOf, registerTracing, spanNamed } from "./fixtures/tracing.ts";

beforeAll(registerTracing);
beforeEach(forgetSpans);

const work = define("work", async (input: number) => input);
const last = define("last", async () => {});

test("one upstream span is no link, though several steps lead to it", async () => {
  const client = engine().client(
    workflow((flow) => {
      const first = flow.step("first", [], () => work(1));
      const double = flow.step("double", [first], (value) => flow.value(value * 2));
      const skipped = flow.step("skipped", [first], () => undefined);
      flow.step("last", [first, double, skipped], () => last(null));
      return flow.join();
    }),
  );
  await client.run(null);
  expect(linksOf(spanNamed("task last"))).toEqual([]);
});

test("a span has at most 100 links; the others are counted", async () => {
  const client = engine().client(
    workflow((flow) => {
      const steps = Array.from({ length: 103 }, (_, index) => flow.step(`s${index}`, [], () => work(index)));
      flow.step("last", steps, () => last(null));
      return flow.join();
    }),
  );
  await client.run(null);
  const span = spanNamed("task last");
  expect(span.links).toHaveLength(100);
  expect(span.droppedLinksCount).toBe(0);
  expect(span.attributes["gen_flows.links.dropped"]).toBe(3);
});
