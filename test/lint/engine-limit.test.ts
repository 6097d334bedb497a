import { describe, expect, test } from "vitest";
import { ENGINE_LIMITS } from "../../generator/lint/engine-limits/engine-limits.ts";
import { diagnosticsOf, lint } from "./fixtures.ts";

const RUN = "workflows: { run: { steps: { one: { task: ping } } } }\n";

const LIST = "{ type: array, items: { type: string }, maxItems: ‹6000› }";

const SHORT_LIST = "{ type: array, items: { type: string } }";

const FAN_OUT = 'each: { forEach: { items: «"${ input }"», as: item }, task: ping }';

test.each([
  ["a heartbeat of a task", `engines: { ‹restate›: {} }\ntasks: { ping: { heartbeatTimeout: «10s» } }\n${RUN}`, "Restate knows no heartbeats"],
  [
    "heartbeats of the defaults and of a step",
    `engines: { ‹restate›: {} }\ndefaults: { task: { heartbeatTimeout: «10s» } }\ntasks: { ping: {} }\nworkflows: { run: { steps: { one: { task: ping, heartbeatTimeout: «20s» } } } }\n`,
    "Restate knows no heartbeats",
  ],
  [
    "an attempt that may take days",
    `engines: { ‹restate›: {}, temporal: {} }\ntasks: { ping: { startToCloseTimeout: «2d» } }\n${RUN}`,
    "Restate gives an attempt up",
  ],
  [
    "a task that must not be repeated, on Restate",
    `engines: { ‹restate›: {}, temporal: {} }\ntasks: { ping: { idempotent: «false», retry: { maximumAttempts: 1 } } }\n${RUN}`,
    "Restate makes an attempt again",
  ],
  [
    "a task that must not be repeated, in the worker of a workflow on Temporal",
    `engines: { ‹temporal›: {} }\ntasks: { ping: { idempotent: «false», placement: inline, retry: { maximumAttempts: 1 } } }\n${RUN}`,
    "Temporal runs a task that is inline again",
  ],
  [
    "runs of several traces",
    `engines: { ‹restate›: {}, ‹temporal›: {} }\ntelemetry: { traceMode: «auto» }\ntasks: { ping: {} }\nworkflows: { run: { traceMode: «linked», steps: { one: { task: ping } } } }\n`,
    "on an engine nobody holds the state",
  ],
  [
    "a limit of spans",
    `engines: { ‹temporal›: {} }\ntelemetry: { limits: { spansPerRun: «500» } }\ntasks: { ping: {} }\n${RUN}`,
    "on an engine many workers make the spans",
  ],
  [
    "payloads that are too large for Temporal",
    `engines: { restate: {}, ‹temporal›: {} }\nlimits: { payloadBytes: «3000000» }\ntasks: { ping: {} }\n${RUN}`,
    "Temporal takes no payload above 2 MiB",
  ],
  [
    "a list that is too long for a history",
    `engines: { ‹temporal›: {} }\ntasks: { ping: {} }\nworkflows: { run: { input: ${LIST}, steps: { ${FAN_OUT} } } }\n`,
    "Temporal ends a run whose history",
  ],
  [
    "a window that is too wide",
    `engines: { ‹temporal›: {} }\ntasks: { ping: {} }\nworkflows: { run: { input: ${SHORT_LIST}, steps: { each: { forEach: { items: "\${ input }", as: item, maxConcurrency: «2001» }, task: ping } } } }\n`,
    "Temporal lets a run have 2,000 tasks",
  ],
  [
    "a schedule that ends the run in its way",
    `engines: { restate: {}, ‹temporal›: {} }\ntasks: { ping: {} }\nworkflows: { run: { schedule: { cron: "0 3 * JUL WED", overlap: «terminateOther» }, steps: { one: { task: ping } } } }\n`,
    "Temporal ends a run that it terminates",
  ],
  ...["0 3 L * *", "0 3 15W * *", "0 3 * * FRI#2", "0 3 ? * MON", "0 3 1-7 * +WED"].map((cron): [string, string, string] => [
    `the cron expression ${cron}`,
    `engines: { restate: {}, ‹temporal›: {} }\ntasks: { ping: {} }\nworkflows: { run: { schedule: { cron: «"${cron}"» }, steps: { one: { task: ping } } } }\n`,
    "Temporal's cron knows",
  ]),
])("%s is reported where the spec says it, and where it chooses the engine", (_name, spec, message) => {
  const found = lint(spec);
  expect(found.length).toBeGreaterThan(0);
  for (const line of found) {
    expect(line).toContain(`GF9021 ${message}`);
  }
});

const EVERYTHING = `telemetry: { traceMode: auto, limits: { spansPerRun: 500 } }
limits: { payloadBytes: 90000000 }
tasks: { ping: { startToCloseTimeout: 2d, heartbeatTimeout: 10s, idempotent: false, placement: inline, retry: { maximumAttempts: 1 } } }
workflows: { run: { schedule: { cron: "0 3 L * *", overlap: terminateOther }, input: ${LIST.replaceAll(/[‹›]/g, "")}, steps: { ${FAN_OUT.replaceAll(/[«»]/g, "")} } } }
`;

describe("what an engine cannot do", () => {
  test("is no matter for a spec without engines", () => {
    expect(diagnosticsOf(`specVersion: 1\nname: shop\nversion: 1.0.0\n${EVERYTHING}`)).toEqual([]);
  });

  test("is found by one row of the table or another, whatever a spec can say of it", () => {
    const found = diagnosticsOf(`specVersion: 1\nname: shop\nversion: 1.0.0\nengines: { restate: {}, temporal: {} }\n${EVERYTHING}`);
    const reasons = ENGINE_LIMITS.filter(({ find }) => find !== undefined).map(({ reason }) => reason);
    const window = reasons.filter((reason) => reason.startsWith("Temporal lets a run have"));
    expect([...new Set(found.map(({ message }) => message)), ...window].toSorted()).toEqual(reasons.toSorted());
  });
});
