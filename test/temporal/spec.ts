const TEXT = { type: "string" };
const ACTION = {
  type: "object",
  required: ["do"],
  properties: { do: TEXT, value: TEXT },
  additionalProperties: false,
};
const RETRY = { maximumAttempts: 3, initialInterval: "100ms", backoffCoefficient: 1, maximumInterval: "100ms" };

/** A step that does what a test says under a name. */
function act(name: string, further: object = {}): object {
  return { task: "act", input: { do: name, value: "${ input.value }" }, ...further };
}

/** What the tests of the Temporal engine run: one task, whose handler does what the test says, in every construct. */
export const SPEC = {
  specVersion: 1,
  name: "bench",
  version: "1.0.0",
  schemas: { Input: { type: "object", properties: { value: { type: "string", default: "none" } }, additionalProperties: false } },
  context: { tenant: { schema: { type: "string", default: "nobody" }, propagate: "baggage", attribute: "tenant.id" } },
  signals: { review: { type: "object", required: ["verdict"], properties: { verdict: TEXT } } },
  tasks: {
    act: {
      input: ACTION,
      output: TEXT,
      startToCloseTimeout: "20s",
      retry: RETRY,
      errors: { Declined: { retryable: false, data: { type: "object", required: ["code"], properties: { code: { type: "integer" } } } } },
    },
    near: { input: ACTION, output: TEXT, startToCloseTimeout: "20s", retry: RETRY, placement: "inline" },
    hasty: { input: ACTION, output: TEXT, startToCloseTimeout: "20s", scheduleToCloseTimeout: "300ms", retry: RETRY },
    undo: { input: ACTION, startToCloseTimeout: "20s" },
  },
  workflows: {
    steps: {
      input: { $ref: "#/schemas/Input" },
      output: { type: "array", items: TEXT },
      span: { attributes: { "bench.value": "${ input.value }" } },
      steps: {
        first: act("first"),
        second: act("second", { task: "near" }),
        third: act("third", { after: ["first", "second"] }),
        skipped: act("never", { when: "${ steps.third === 'no' }" }),
        items: { forEach: { items: "${ ['a', 'b', 'c'] }", as: "item", maxConcurrency: 2 }, task: "act", after: ["third"], input: { do: "item", value: "${ item }" } },
      },
      result: "${ [steps.first, steps.second, steps.third, ...steps.items] }",
    },
    undoing: {
      input: { $ref: "#/schemas/Input" },
      output: TEXT,
      executionTimeout: "1h",
      steps: {
        made: act("made", { compensate: { task: "undo", input: { do: "undo", value: "${ output }" } } }),
        failing: act("failing", { after: ["made"] }),
        sibling: act("sibling", { after: ["made"] }),
      },
      result: "${ steps.failing }",
    },
    waiting: {
      input: { $ref: "#/schemas/Input" },
      output: { type: "array", items: TEXT },
      steps: {
        nap: { sleep: "50ms" },
        one: { waitForSignal: "review", after: ["nap"] },
        two: { waitForSignal: "review", after: ["one"] },
        none: { waitForSignal: "review", timeout: "100ms", after: ["two"] },
      },
      result: "${ [steps.one.verdict, steps.two.verdict, steps.none?.verdict ?? 'timeout'] }",
    },
    parent: {
      input: { $ref: "#/schemas/Input" },
      output: TEXT,
      steps: {
        child: { workflow: "child", input: { value: "${ input.value }" }, retry: { maximumAttempts: 2, initialInterval: "50ms" } },
      },
      result: "${ steps.child }",
    },
    child: {
      input: { $ref: "#/schemas/Input" },
      output: TEXT,
      steps: { inner: act("inner") },
      result: "${ steps.inner }",
    },
    hurried: { input: { $ref: "#/schemas/Input" }, output: TEXT, steps: { only: act("hasty", { task: "hasty" }) }, result: "${ steps.only }" },
    manual: { input: { $ref: "#/schemas/Input" }, output: TEXT },
    handled: {
      input: { $ref: "#/schemas/Input" },
      output: TEXT,
      steps: {
        tried: act("failing", { catch: [{ errors: ["Declined"], as: "error", steps: { instead: act("instead") }, result: "${ steps.instead }" }] }),
      },
      result: "${ steps.tried }",
    },
    nightly: {
      input: { type: "object", required: ["day"], properties: { day: TEXT } },
      output: TEXT,
      schedule: { cron: "* * * * *", timeZone: "Europe/Berlin", overlap: "allowAll" },
      steps: { inner: act("inner", { input: { do: "nightly", value: "${ input.day }" } }) },
      result: "${ steps.inner }",
    },
    impatient: {
      input: { $ref: "#/schemas/Input" },
      output: TEXT,
      executionTimeout: "300ms",
      steps: {
        made: act("made", { compensate: { task: "undo", input: { do: "undo", value: "${ output }" } } }),
        long: act("long", { after: ["made"] }),
      },
      result: "${ steps.long }",
    },
  },
  telemetry: { exporters: [{ type: "otlpgrpc" }], logs: { exporters: [{ type: "otlpgrpc" }] }, sampler: { type: "parentbased_always_on" }, propagators: ["tracecontext", "baggage"] },
  engines: { temporal: {} },
};

/** Every night works on its own day. */
const NIGHTLY = `
export const nightly = async (due) => ({ day: due.toISOString().slice(0, 10) });
`;

/** A body that is written by hand. */
const MANUAL = `
import { act } from "../generated/contracts.ts";

export const manual = async (flow, input) => {
  flow.log.info("it begins", { value: input.value });
  let said = "";
  for (let round = 0; round < 2; round += 1) {
    said += await flow.run("round" + round, act({ do: "round", value: String(round) }));
    await flow.run("nap" + round, flow.sleep(10));
  }
  return said;
};
`;

/** What the user has written for it, but for the handlers. */
export const FILES = { "src/flows/schedules/nightly.ts": NIGHTLY, "src/flows/workflows/manual.ts": MANUAL };
