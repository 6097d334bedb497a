import { expect, test } from "vitest";
import { lint } from "./fixtures.ts";

function oneStep(task: string, step = "", rest = ""): string {
  return `
tasks: { pay: { ${task} } }
workflows: { run: { ${rest}steps: { a: { task: pay${step} } } } }
`;
}

test.each([
  [
    "attempts longer than all of them together",
    oneStep("startToCloseTimeout: «5m», scheduleToCloseTimeout: ‹2m›"),
    "`startToCloseTimeout` (5m) is longer than `scheduleToCloseTimeout` (2m)",
  ],
  [
    "in a step, against its task",
    oneStep("scheduleToCloseTimeout: ‹2m›", ", startToCloseTimeout: «121s»"),
    "`startToCloseTimeout` (121s) is longer than `scheduleToCloseTimeout` (2m)",
  ],
  [
    "in a compensation",
    oneStep("", ", compensate: { task: pay, startToCloseTimeout: «5m», scheduleToCloseTimeout: ‹2m› }"),
    "`startToCloseTimeout` (5m) is longer than `scheduleToCloseTimeout` (2m)",
  ],
  [
    "in the defaults",
    `defaults: { task: { startToCloseTimeout: «5m», scheduleToCloseTimeout: ‹2m› } }${oneStep("")}`,
    "`startToCloseTimeout` (5m) is longer than `scheduleToCloseTimeout` (2m)",
  ],
  [
    "a heartbeat as long as an attempt",
    oneStep("startToCloseTimeout: ‹2m›, heartbeatTimeout: «2m»"),
    "`heartbeatTimeout` (2m) is not shorter than `startToCloseTimeout` (2m)",
  ],
  [
    "a heartbeat as long as an attempt by default",
    oneStep("heartbeatTimeout: «90s»"),
    "`heartbeatTimeout` (90s) is not shorter than `startToCloseTimeout` (60s)",
  ],
  [
    "an attempt longer than a run",
    oneStep("startToCloseTimeout: «5m»", "", "executionTimeout: ‹2m›, "),
    "`startToCloseTimeout` (5m) is longer than the `executionTimeout` of `run` (2m)",
  ],
  [
    "all attempts of a step longer than a run",
    oneStep("startToCloseTimeout: 1m", ", scheduleToCloseTimeout: «5m»", "executionTimeout: ‹2m›, "),
    "`scheduleToCloseTimeout` (5m) is longer than the `executionTimeout` of `run` (2m)",
  ],
  [
    "a sleep in a group",
    "workflows: { run: { executionTimeout: ‹1h›, steps: { a: { steps: { b: { sleep: «1d› } } } } } }".replace("1d›", "1d»"),
    "this sleep (1d) is longer than the `executionTimeout` of `run` (1h)",
  ],
  [
    "a signal",
    "signals: { review: { type: string } }\nworkflows: { run: { executionTimeout: ‹24h›, steps: { a: { waitForSignal: review, timeout: «72h» } } } }",
    "the `timeout` of this signal (72h) is longer than the `executionTimeout` of `run` (24h)",
  ],
  [
    "a child",
    "workflows:\n  run: { executionTimeout: ‹1h›, steps: { a: { workflow: «child» } } }\n  child: { executionTimeout: ‹2h›, steps: { b: { value: 1 } } }",
    "the `executionTimeout` of the child `child` (2h) is longer than the `executionTimeout` of `run` (1h)",
  ],
  [
    "sleeps one after the other",
    'workflows: { run: { executionTimeout: «1h», steps: { a: { sleep: ‹40m› }, b: { after: [a], steps: { c: { sleep: ‹30m› } } }, d: { sleep: 50m } } } }',
    "sleeping one after the other (40m + 30m) is longer than the `executionTimeout` of `run` (1h)",
  ],
])("%s", (_name, spec, says) => {
  expect(lint(`${spec}\n`)).toEqual([`GF9011 ${says}`]);
});

test.each([
  ["a step that is given less than its task allows", oneStep("startToCloseTimeout: 5m", ", scheduleToCloseTimeout: 2m")],
  ["a task that is given less than the defaults allow", `defaults: { task: { startToCloseTimeout: 5m } }${oneStep("scheduleToCloseTimeout: 2m")}`],
  ["limits that are equal", oneStep("startToCloseTimeout: 2m, scheduleToCloseTimeout: 2m", "", "executionTimeout: 2m, ")],
  ["a heartbeat within an attempt", oneStep("startToCloseTimeout: 2m, heartbeatTimeout: 30s")],
  ["a short run, and what is allowed by default", oneStep("", "", "executionTimeout: 10s, ")],
  ["a short run, and the defaults of the spec", `defaults: { task: { startToCloseTimeout: 5m } }${oneStep("", "", "executionTimeout: 10s, ")}`],
  ["a compensation, which comes after the run", oneStep("", ", compensate: { task: pay, startToCloseTimeout: 5m }", "executionTimeout: 2m, ")],
  ["sleeps at the same time", "workflows: { run: { executionTimeout: 1h, steps: { a: { sleep: 40m }, b: { sleep: 40m } } } }"],
  ["sleeps of which one may be skipped", 'workflows: { run: { input: { type: boolean }, executionTimeout: 1h, steps: { a: { sleep: 40m, when: "${ input }" }, b: { after: [a], sleep: 40m } } } }'],
  ["sleeps in branches of which one is shorter", 'workflows: { run: { input: { type: boolean }, executionTimeout: 1h, steps: { a: { switch: [{ when: "${ input }", steps: { s: { sleep: 50m } } }, { result: 1 }] }, b: { after: [a], sleep: 40m } } } }'],
  ["a child that is shorter", "workflows:\n  run: { executionTimeout: 1h, steps: { a: { workflow: child } } }\n  child: { executionTimeout: 30m, steps: { b: { value: 1 } } }"],
  ["no limit of the run", "workflows: { run: { steps: { a: { sleep: 30d } } } }"],
])("%s: nothing", (_name, spec) => {
  expect(lint(`${spec}\n`)).toEqual([]);
});

test.each([
  ["in a task", oneStep("idempotent: ‹false›, retry: { maximumAttempts: «3» }"), 3],
  ["in a step", oneStep("idempotent: ‹false›, retry: { maximumAttempts: 1 }", ", retry: { maximumAttempts: «2» }"), 2],
  ["in a compensation", oneStep("idempotent: ‹false›, retry: { maximumAttempts: 1 }", ", compensate: { task: pay, retry: { maximumAttempts: «2» } }"), 2],
  ["by the defaults", `defaults: { task: { retry: { maximumAttempts: ‹7› } } }${oneStep("idempotent: «false»")}`, 7],
  ["by the built-in default", oneStep("idempotent: «false»"), 5],
])("several attempts at a task that is not idempotent: %s", (_name, spec, attempts) => {
  expect(lint(spec)).toEqual([`GF9010 \`pay\` is not idempotent, and up to ${attempts} attempts are made`]);
});

test.each([
  ["one attempt", oneStep("idempotent: false, retry: { maximumAttempts: 1 }")],
  ["one attempt by the defaults", `defaults: { task: { retry: { maximumAttempts: 1 } } }${oneStep("idempotent: false")}`],
  ["one attempt in every step", oneStep("idempotent: false", ", retry: { maximumAttempts: 1 }")],
  ["an idempotent task", oneStep("idempotent: true, retry: { maximumAttempts: 9 }")],
])("%s: nothing", (_name, spec) => {
  expect(lint(spec)).toEqual([]);
});
