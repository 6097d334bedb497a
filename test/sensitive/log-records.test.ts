import { createHmac } from "node:crypto";
import pino from "pino";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { bindTask, withLogFields } from "../../runtime/src/index.ts";
import type { Redaction } from "../../runtime/src/index.ts";
import { consoleBridge } from "../../runtime/src/logs/console.ts";
import { pinoBridge, pinoOptions } from "../../runtime/src/logs/pino.ts";
import { task } from "../../runtime/src/workflow/index.ts";
import { engine, ONCE, validator, workflow } from "../runtime/fixtures/flows.ts";
import { attemptOf } from "../runtime/fixtures/traced-task.ts";
import type { PlainTask } from "../runtime/fixtures/traced-task.ts";
import { forgetSpans, registerTracing, spanNamed } from "../runtime/fixtures/tracing.ts";
import { forgetRecords, recordOf, records, registerLogging } from "../logs/records.ts";

const KEY = "a key of the test";
const REDACTION: Redaction = {
  fields: { card: "mask", email: "hash", pin: "drop", tenant: "hash" },
  attributes: { "shop.card": "mask" },
};

interface Input {
  readonly card: string;
  readonly email: string;
  readonly pin: string;
  readonly amount: { readonly card: number };
}

const INPUT: Input = { card: '41"11 ü', email: "ada@example.com", pin: "0815", amount: { card: 987_654 } };

const HASH_OF_EMAIL = createHmac("sha256", KEY).update(INPUT.email).digest("hex").slice(0, 32);
const HASH_OF_TENANT = createHmac("sha256", KEY).update("tenant-7").digest("hex").slice(0, 32);

const lines: string[] = [];
const logger = pino(pinoOptions({}), { write: (line) => lines.push(line) });

/** Runs a handler in a task that has to do with sensitive values. */
async function run(handler: (input: Input, task: PlainTask) => void): Promise<void> {
  const attempt = attemptOf<Input, void>("pay");
  const pay = bindTask<Input, (input: Input, given: PlainTask) => Promise<void>>(
    (input, current, given) => {
      current.redact(REDACTION);
      return attempt(input, current, given);
    },
    async (input, given) => handler(input, given),
  );
  const call = task<Input, void>({ name: "pay", startToCloseTimeout: 30_000, retry: ONCE });
  const context = { validate: validator(() => true), entries: { tenant: { log: true, sensitive: "hash" as const } } };
  const flows = engine({ tasks: { pay }, context }).client<Input, void, Input, { readonly context: object }>(
    workflow(async (flow, input) => {
      flow.step("pay", [], () => call(input));
      await flow.join();
    }),
  );
  await flows.run(INPUT, { context: { tenant: "tenant-7" } });
}

const stops: (() => void)[] = [];

beforeAll(() => {
  process.env["GEN_FLOWS_HASH_KEY"] = KEY;
  registerTracing();
  registerLogging();
  stops.push(consoleBridge.start(), pinoBridge.start());
});

afterAll(() => {
  stops.forEach((stop) => stop());
});

beforeEach(() => {
  forgetRecords();
  forgetSpans();
  lines.length = 0;
});

test("fields have their rules at any depth, and values are taken out of texts", async () => {
  await run((input, { log }) => {
    log.info(`paid with ${input.card}, as JSON ${JSON.stringify(input)}, in a URL ${encodeURIComponent(input.card)}`, {
      card: "another",
      email: input.email,
      pin: input.pin,
      "shop.card": "x",
      order: { email: input.email, lines: [{ pin: 1, id: "a", text: `of ${input.email}` }], [input.email]: true },
      number: 987_654,
      count: 42,
      none: null,
    });
  });
  const { body, attributes } = records()[0] ?? {};
  expect(body).toBe(
    'paid with [REDACTED], as JSON {"card":"[REDACTED]","email":"[REDACTED]","pin":"[REDACTED]","amount":{"card":[REDACTED]}}, in a URL [REDACTED]',
  );
  expect(attributes).toEqual({
    card: "[REDACTED]",
    email: HASH_OF_EMAIL,
    "shop.card": "[REDACTED]",
    order: { email: HASH_OF_EMAIL, lines: [{ id: "a", text: "of [REDACTED]" }], "[REDACTED]": true },
    number: "[REDACTED]",
    count: 42,
    none: null,
    tenant: HASH_OF_TENANT,
    "gen_flows.run.id": expect.any(String),
    "gen_flows.task.name": "pay",
    "gen_flows.step.id": "pay",
    "gen_flows.task.attempt": 1,
  });
});

test("messages of errors are masked, those of causes and within fields too", async () => {
  await run((input, { log }) => {
    const error = new RangeError(`no ${input.card.toUpperCase()}`, { cause: new Error(`because ${[...input.card].join("-")}`) });
    log.error("failed", error);
    log.warn("both", { first: error, second: new TypeError("told in full") });
    console.error("printed:", error);
    logger.error(error);
  });
  const said = JSON.stringify(records().map(({ body, attributes }) => [body, attributes]));
  for (const text of ["no 41", "4-1-", "told in full", "because"]) {
    expect(said).not.toContain(text);
  }
  expect(recordOf("failed").attributes).toMatchObject({
    "exception.type": "RangeError",
    "exception.message": "[REDACTED]",
    "exception.stacktrace": expect.stringMatching(/^RangeError: \[REDACTED\]\n {4}at .*log-records\.test\.ts:\d+:\d+/),
  });
  expect(recordOf("both").attributes).toMatchObject({
    "exception.message": "[REDACTED]",
    second: { type: "TypeError", message: "[REDACTED]" },
  });
  expect(records().map(({ body }) => String(body).slice(0, 30))).toEqual([
    "failed",
    "both",
    "printed: RangeError: [REDACTED",
    "[REDACTED]",
  ]);
});

test("what a logger repeats of the run has its rule once", async () => {
  await run((input) => {
    logger.info({ email: input.email }, "said by pino");
  });
  expect(recordOf("said by pino").attributes).toMatchObject({ email: HASH_OF_EMAIL, tenant: HASH_OF_TENANT });
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ tenant: HASH_OF_TENANT });
});

test("withLogFields in a task gives spans and records what may be seen", async () => {
  await run((input, { log }) => {
    withLogFields({ email: input.email, pin: input.pin, note: `for ${input.card}`, id: "7" }, () => log.info("within"));
  });
  const { attributes } = recordOf("within");
  expect(attributes).toMatchObject({ email: HASH_OF_EMAIL, note: "for [REDACTED]", id: "7" });
  expect(attributes).not.toHaveProperty("pin");
});

test("task.span.error keeps its text, without the values", async () => {
  await run((input, { span }) => {
    span.error(`declined: ${input.card}`);
  });
  expect(spanNamed("task pay").status.message).toBe("declined: [REDACTED]");
});
