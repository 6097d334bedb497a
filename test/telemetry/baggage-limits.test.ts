import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startReceiver } from "../support/otlp-receiver.ts";
import type { OtlpReceiver } from "../support/otlp-receiver.ts";
import { runProgram } from "./run-program.ts";
import type { Ended } from "./run-program.ts";

interface Outcome {
  readonly error?: string;
  readonly message?: string;
  readonly baggage?: string;
  readonly cart?: number;
}

interface Result extends Ended {
  readonly outcomes: Readonly<Record<"fitting" | "given" | "arrived" | "together" | "withCarrier" | "sent", Outcome>>;
  readonly receiver: OtlpReceiver;
}

async function run(mode: string): Promise<Result> {
  const receiver = await startReceiver();
  const ended = await runProgram("baggage", { environment: { TARGET: receiver.httpUrl, NODE_ENV: mode } });
  await receiver.close();
  return { ...ended, receiver, outcomes: JSON.parse(ended.stdout) as Result["outcomes"] };
}

let development: Result;
let production: Result;

beforeAll(async () => {
  // What one receiver of a process gets, all get: one after the other.
  development = await run("development");
  production = await run("production");
});

afterAll(() => {
  expect([development.code, production.code]).toEqual([0, 0]);
});

test("what fits travels", () => {
  for (const { outcomes } of [development, production]) {
    expect(outcomes.fitting).toEqual({ baggage: "other=1,tenant=acme", cart: 0 });
  }
});

describe("in development, more than may travel is an error", () => {
  test("in the context that a run is given", () => {
    expect(development.outcomes.given).toEqual({
      error: "BaggageLimitError",
      message:
        "The baggage of a run of workflow `test` has 9017 bytes in 2 entries; W3C Baggage carries 8192 bytes in 180 entries. " +
        "Too much: `cart`. Let less travel: an id in place of what it stands for, or `propagate: none` for a value of the " +
        "context that only tasks of the run read. In production it would be dropped, and counted.",
    });
    expect(development.outcomes.together).toMatchObject({ error: "BaggageLimitError" });
  });

  test("in the baggage that comes with the caller", () => {
    expect(development.outcomes.arrived).toMatchObject({
      error: "BaggageLimitError",
      message: expect.stringContaining("that came to a run of workflow `test` has 1156 bytes in 181 entries"),
    });
  });

  test("in withCarrier, whose task it fails", () => {
    expect(development.outcomes.withCarrier).toMatchObject({
      error: "BaggageLimitError",
      message: expect.stringContaining("Too much: `huge`."),
    });
  });

  test("but sending a header breaks no task", () => {
    expect(development.outcomes.sent).toEqual({ baggage: "small=1", cart: 0 });
    expect(development.warnings).toHaveLength(1);
  });
});

describe("in production, what is too much is dropped", () => {
  test("and the run has all of its context nevertheless", () => {
    const { given, together } = production.outcomes;
    expect(given).toEqual({ baggage: "tenant=acme", cart: 9_000 });
    expect(together).toEqual({ baggage: `cart=${"x".repeat(5_000)}`, cart: 5_000 });
  });

  test("of what arrives, after the first 180", () => {
    const entries = production.outcomes.arrived.baggage?.split(",");
    expect(entries).toHaveLength(180);
    expect(entries?.at(-1)).toBe("k179=1");
  });

  test("in withCarrier and in what a handler makes up", () => {
    expect(production.outcomes.withCarrier).toEqual({ baggage: "tenant=acme,small=1", cart: 0 });
    expect(production.outcomes.sent).toEqual({ baggage: "small=1", cart: 0 });
  });

  test("the operator is told once", () => {
    expect(production.warnings).toEqual([
      "gen-flows: The baggage of a run of workflow `test` has 9017 bytes in 2 entries; W3C Baggage carries 8192 bytes in 180 " +
        "entries. Too much: `cart`. It is dropped; from now on gen_flows.baggage.dropped counts in silence.",
    ]);
  });

  test("all is counted, and said on the span of the run", () => {
    const { points, spans } = production.receiver;
    const dropped = points.findLast(({ metric }) => metric === "gen_flows.baggage.dropped");
    expect(dropped).toMatchObject({ unit: "{entry}", value: 5 });
    const runs = spans.filter(({ name }) => name === "workflow test");
    expect(runs.map(({ attributes }) => attributes["gen_flows.baggage.dropped"])).toEqual([
      undefined,
      1,
      1,
      1,
      undefined,
      undefined,
    ]);
  });
});
