import { describe, expect, test } from "vitest";
import { check } from "./checking.ts";

const SPEC = "specVersion: 1\nname: shop\nversion: 1.0.0\n";

/** Where people type a word: specs with `KEY` in place of it. */
const PLACES = {
  spec: "name: shop\nversion: 1.0.0\nKEY: x\n",
  task: `${SPEC}tasks: { t: { KEY: x } }\n`,
  retry: `${SPEC}tasks: { t: { retry: { KEY: x } } }\n`,
  workflow: `${SPEC}workflows: { w: { KEY: x } }\n`,
  step: `${SPEC}workflows: { w: { steps: { s: { after: [a], KEY: x } } } }\n`,
  listStep: `${SPEC}workflows: { w: { steps: [ { KEY: x } ] } }\n`,
  forEach: `${SPEC}workflows: { w: { steps: { s: { task: t, forEach: { KEY: x } } } } }\n`,
  catch: `${SPEC}workflows: { w: { steps: { s: { task: t, catch: [ { KEY: x } ] } } } }\n`,
  branch: `${SPEC}workflows: { w: { steps: { s: { switch: [ { KEY: x } ] } } } }\n`,
  schedule: `${SPEC}workflows: { w: { schedule: { cron: "0 0 * * *", KEY: x } } }\n`,
} as const;

type Row = readonly [place: keyof typeof PLACES, word: string, ours: string];

const SYSTEMS: Readonly<Record<string, readonly Row[]>> = {
  Temporal: [
    ["retry", "maxAttempts", "maximumAttempts"],
    ["retry", "nonRetryableErrorTypes", "nonRetryableErrors"],
    ["task", "retryPolicy", "retry"],
    ["step", "activity", "task"],
    ["step", "childWorkflow", "workflow"],
    ["spec", "activities", "tasks"],
    ["workflow", "workflowExecutionTimeout", "executionTimeout"],
    ["workflow", "workflowRunTimeout", "executionTimeout"],
    ["workflow", "cronSchedule", "schedule"],
    ["step", "args", "input"],
  ],
  "Step Functions": [
    ["workflow", "States", "steps"],
    ["step", "Resource", "task"],
    ["step", "Parameters", "input"],
    ["step", "Choices", "switch"],
    ["step", "Catch", "catch"],
    ["step", "Retry", "retry"],
    ["step", "TimeoutSeconds", "startToCloseTimeout"],
    ["step", "HeartbeatSeconds", "heartbeatTimeout"],
    ["step", "ItemProcessor", "forEach"],
    ["step", "Seconds", "sleep"],
    ["step", "Comment", "description"],
    ["forEach", "ItemsPath", "items"],
    ["forEach", "MaxConcurrency", "maxConcurrency"],
    ["retry", "IntervalSeconds", "initialInterval"],
    ["retry", "BackoffRate", "backoffCoefficient"],
    ["retry", "MaxDelaySeconds", "maximumInterval"],
    ["catch", "ErrorEquals", "errors"],
    ["branch", "Condition", "when"],
  ],
  Argo: [
    ["spec", "templates", "tasks"],
    ["workflow", "dag", "steps"],
    ["workflow", "tasks", "steps"],
    ["workflow", "activeDeadlineSeconds", "executionTimeout"],
    ["step", "template", "task"],
    ["step", "templateRef", "task"],
    ["step", "arguments", "input"],
    ["listStep", "dependencies", "after"],
    ["listStep", "depends", "after"],
    ["step", "withItems", "forEach"],
    ["step", "withParam", "forEach"],
    ["step", "retryStrategy", "retry"],
    ["step", "suspend", "waitForSignal"],
    ["forEach", "parallelism", "maxConcurrency"],
    ["retry", "limit", "maximumAttempts"],
    ["retry", "factor", "backoffCoefficient"],
    ["retry", "duration", "initialInterval"],
    ["retry", "maxDuration", "maximumInterval"],
    ["schedule", "concurrencyPolicy", "overlap"],
    ["schedule", "timezone", "timeZone"],
  ],
  "GitHub Actions": [
    ["spec", "jobs", "workflows"],
    ["workflow", "jobs", "steps"],
    ["workflow", "on", "schedule"],
    ["listStep", "needs", "after"],
    ["step", "if", "when"],
    ["step", "uses", "task"],
    ["step", "run", "task"],
    ["step", "with", "input"],
    ["step", "matrix", "forEach"],
    ["step", "timeout-minutes", "startToCloseTimeout"],
    ["step", "continue-on-error", "catch"],
    ["forEach", "max-parallel", "maxConcurrency"],
    ["forEach", "fail-fast", "onError"],
    ["listStep", "id", "name"],
    ["workflow", "outputs", "output"],
  ],
  "Serverless Workflow": [
    ["workflow", "do", "steps"],
    ["workflow", "states", "steps"],
    ["spec", "functions", "tasks"],
    ["step", "call", "task"],
    ["step", "functionRef", "task"],
    ["step", "for", "forEach"],
    ["forEach", "each", "as"],
    ["forEach", "in", "items"],
    ["step", "wait", "sleep"],
    ["step", "listen", "waitForSignal"],
    ["step", "set", "value"],
    ["step", "fork", "steps"],
    ["step", "onErrors", "catch"],
    ["step", "compensatedBy", "compensate"],
    ["retry", "delay", "initialInterval"],
    ["retry", "backoff", "backoffCoefficient"],
    ["spec", "dsl", "specVersion"],
  ],
  Airflow: [
    ["spec", "dags", "workflows"],
    ["spec", "default_args", "defaults"],
    ["workflow", "schedule_interval", "schedule"],
    ["workflow", "dagrun_timeout", "executionTimeout"],
    ["listStep", "task_id", "name"],
    ["step", "operator", "task"],
    ["step", "python_callable", "task"],
    ["step", "op_kwargs", "input"],
    ["listStep", "upstream", "after"],
    ["step", "expand", "forEach"],
    ["step", "execution_timeout", "startToCloseTimeout"],
    ["step", "on_failure_callback", "catch"],
    ["task", "retries", "retry"],
    ["retry", "retries", "maximumAttempts"],
    ["retry", "retry_delay", "initialInterval"],
    ["retry", "retry_exponential_backoff", "backoffCoefficient"],
    ["retry", "max_retry_delay", "maximumInterval"],
    ["forEach", "max_active_tasks", "maxConcurrency"],
  ],
  Conductor: [
    ["listStep", "taskReferenceName", "name"],
    ["step", "inputParameters", "input"],
    ["workflow", "outputParameters", "result"],
    ["step", "decisionCases", "switch"],
    ["step", "forkTasks", "steps"],
    ["listStep", "joinOn", "after"],
    ["step", "subWorkflowParam", "workflow"],
    ["step", "startDelay", "sleep"],
    ["step", "caseExpression", "when"],
    ["retry", "retryCount", "maximumAttempts"],
    ["retry", "retryDelaySeconds", "initialInterval"],
    ["retry", "backoffScaleFactor", "backoffCoefficient"],
    ["task", "timeoutSeconds", "startToCloseTimeout"],
    ["task", "responseTimeoutSeconds", "heartbeatTimeout"],
    ["task", "inputSchema", "input"],
    ["workflow", "failureWorkflow", ""],
    ["spec", "schemaVersion", "specVersion"],
  ],
  "any of them": [
    ["listStep", "depends_on", "after"],
    ["listStep", "dependsOn", "after"],
    ["step", "foreach", "forEach"],
    ["step", "loop", "forEach"],
    ["step", "delay", "sleep"],
    ["step", "onError", "catch"],
    ["step", "fallback", "catch"],
    ["step", "rescue", "catch"],
    ["step", "rollback", "compensate"],
    ["forEach", "concurrency", "maxConcurrency"],
    ["task", "timeout", "startToCloseTimeout"],
    ["workflow", "timeout", "executionTimeout"],
  ],
};

function unknownKey(place: keyof typeof PLACES, word: string): ReturnType<typeof check>[number] | undefined {
  return check("flows.yaml", PLACES[place].replace("KEY", word)).find(
    ({ code, at }) => code === "GF2001" && at?.file.text.slice(at.start, at.end) === word,
  );
}

describe.each(Object.entries(SYSTEMS))("people coming from %s", (_, rows) => {
  test.each(rows)("type in a %s: %s, and mean %s", (place, word, ours) => {
    expect(unknownKey(place, word)?.label).toBe(ours === "" ? "not known here" : `did you mean \`${ours}\`?`);
  });
});

test.each([
  ["step", "maxAttempts", ["`maximumAttempts` stands in `retry`"]],
  ["step", "parallelism", ["`maxConcurrency` stands in `forEach`"]],
  ["task", "maxRetries", ["`maximumAttempts` stands in `retry`", "`maximumAttempts` counts the first attempt too: 3 retries are 4 attempts"]],
  ["retry", "maxRetries", ["`maximumAttempts` counts the first attempt too: 3 retries are 4 attempts"]],
  ["step", "type", ["a step says what it does by its key: `task`, `workflow`, `value`, `switch`, `steps`, `sleep`, `waitForSignal`"]],
  ["step", "Next", ["the order follows from the steps that expressions name; `after` adds order without data"]],
  ["workflow", "StartAt", ["the order follows from the steps that expressions name; `after` adds order without data"]],
  ["workflow", "entrypoint", ["the order follows from the steps that expressions name; `after` adds order without data"]],
  ["step", "while", ["there are no loops without a list: `forEach` goes through one, and to poll, let a task fail and be retried"]],
  ["step", "finally", ["no step runs always: `compensate` undoes a step, and `catch` handles errors"]],
  ["step", "runs-on", ["where tasks run is for `engines` and for whoever starts the workers"]],
  ["step", "trigger_rule", ["a step runs when all that it waits for has ended; `when` says whether it does"]],
] as const)("in a %s, %s is helped", (place, word, help) => {
  expect(unknownKey(place, word)?.help).toEqual(help);
});

test.each([
  ["tasks: { t: { retries: 3 } }", ["GF2001", "GF2003"], "write `maximumAttempts: 4` in it, which counts the first attempt too"],
  ["tasks: { t: { timeoutSeconds: 30 } }", ["GF2001", "GF2005"], "did you mean `30s`?"],
  ["workflows: { w: { steps: { s: { task: t, timeout-minutes: 5 } } } }", ["GF2001", "GF2005"], "did you mean `5m`?"],
])("the value behind such a word is understood too: %s", (text, codes, said) => {
  const diagnostics = check("flows.yaml", `${SPEC}${text}\n`);
  expect(diagnostics.map(({ code }) => code)).toEqual(codes);
  expect([diagnostics[1]?.label, ...(diagnostics[1]?.help ?? [])]).toContain(said);
});
