import { baggageEntryMetadataFromString, context, propagation } from "@opentelemetry/api";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { setTimeout as sleep } from "node:timers/promises";
import { withCarrier } from "../../runtime/src/index.ts";
import type { Application } from "../../runtime/src/index.ts";
import { define, engine, THRICE, validator, workflow } from "./fixtures/flows.ts";
import type { PlainTask } from "./fixtures/traced-task.ts";
import { forgetSpans, parentOf, registerTracing, spanNamed } from "./fixtures/tracing.ts";

beforeAll(registerTracing);
beforeEach(forgetSpans);

/** What the handler of the only task does. */
let act: (task: PlainTask) => Promise<unknown>;

const work = define<null, unknown>("work", (_, task) => act(task));
const working = workflow<null, unknown>((flow) => flow.result([flow.step("only", [], () => work(null))], (value) => value));

/** Runs a handler in a task of a run whose caller sends `a=1`. */
function inTask(handler: (task: PlainTask) => Promise<unknown>): Promise<unknown> {
  act = handler;
  return engine().client(working).run(null, { carrier: { baggage: "a=1" } });
}

function baggageOf(task: PlainTask): string | undefined {
  return task.carrier["baggage"];
}

test("entries are merged for the time of a function, across its awaits, and no longer", async () => {
  const seen = await inTask(async (task) => {
    const during = await withCarrier({ b: "2", a: "3" }, async () => {
      const first = baggageOf(task);
      await sleep(1);
      return [first, baggageOf(task), withCarrier({ c: "4" }, () => baggageOf(task)), baggageOf(task)];
    });
    return [baggageOf(task), ...during, baggageOf(task)];
  });
  expect(seen).toEqual(["a=1", "a=3,b=2", "a=3,b=2", "a=3,b=2,c=4", "a=3,b=2", "a=1"]);
});

test("what the function throws ends it too", async () => {
  const seen = await inTask(async (task) => {
    await withCarrier({ b: "2" }, async () => {
      await sleep(1);
      throw new RangeError("no");
    }).catch(() => {});
    expect(() =>
      withCarrier({ b: "2" }, () => {
        throw new RangeError("no");
      }),
    ).toThrow(RangeError);
    return baggageOf(task);
  });
  expect(seen).toBe("a=1");
});

test("functions side by side have entries of their own", async () => {
  const seen = await inTask((task) =>
    Promise.all(
      ["2", "3"].map((value) =>
        withCarrier({ b: value }, async () => {
          await sleep(1);
          return baggageOf(task);
        }),
      ),
    ),
  );
  expect(seen).toEqual(["a=1,b=2", "a=1,b=3"]);
});

test("text goes as it is, other values as JSON, undefined not at all; properties of an entry stay", async () => {
  const seen = await inTask(async (task) => {
    const metadata = baggageEntryMetadataFromString("p=1");
    const baggage = propagation.createBaggage({ a: { value: "1", metadata } });
    return context.with(propagation.setBaggage(context.active(), baggage), () =>
      withCarrier({ a: "x", b: 2, c: { d: true }, e: undefined }, () => baggageOf(task)),
    );
  });
  expect(seen).toBe('a=x;p=1,b=2,c=%7B%22d%22%3Atrue%7D');
});

test("outside of a task it only calls the function", () => {
  const caller = context.active();
  expect(withCarrier({ b: "2" }, () => context.active())).toBe(caller);
});

test("a run that the function starts has the entries, in its context too", async () => {
  const options: Partial<Application> = {
    context: { validate: validator(() => true), entries: { tenant: { baggage: true, attribute: "tenant.id" } } },
  };
  const other = define<null, unknown>("other", async (_, task) => baggageOf(task));
  const flows = engine(options);
  const started = flows.client(
    workflow<null, unknown>((flow) => flow.result([flow.step("only", [], () => other(null))], (value) => value), { name: "started" }),
  );
  act = () => withCarrier({ tenant: "acme", b: "2" }, () => started.run(null));
  expect(await flows.client(working).run(null)).toBe("tenant=acme,b=2");
  expect(spanNamed("task other").attributes).toMatchObject({ "tenant.id": "acme" });
  expect(parentOf(spanNamed("workflow started"))).toBe("task work");
  expect(spanNamed("task work").attributes).not.toHaveProperty("tenant.id");
});

test("more than baggage carries fails the task, and it is not tried again", async () => {
  let attempts = 0;
  const greedy = define<null, unknown>(
    "greedy",
    async () => {
      attempts += 1;
      return withCarrier({ cart: "x".repeat(9_000) }, () => "sent");
    },
    { retry: THRICE },
  );
  const flows = engine().client(
    workflow<null, unknown>((flow) => flow.result([flow.step("only", [], () => greedy(null))], (value) => value)),
  );
  const failure = { name: "BaggageLimitError", keys: ["cart"] };
  await expect(flows.run(null)).rejects.toMatchObject(failure);
  expect(attempts).toBe(1);
  expect(spanNamed("task greedy").attributes).toMatchObject({ "error.type": "BaggageLimitError" });
});
