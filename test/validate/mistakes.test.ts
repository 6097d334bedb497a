import { expect, test } from "vitest";
import { check, checkLines, spec } from "./checking.ts";

function inStep(body: string): string {
  return spec(`tasks: { t: {} }\nworkflows:\n  w:\n    steps:\n      s: ${body}\n`);
}

function inTask(body: string): string {
  return spec(`tasks:\n  t: ${body}\n`);
}

function inTelemetry(body: string): string {
  return spec(`telemetry: ${body}\n`);
}

test.each([
  // Unknown keys
  [inTask("{ maxAttempts: 3 }"), ['GF2001 5:8 "maxAttempts" unknown key `maxAttempts` | not known here']],
  [inTask("{ retry: { max_attempts: 3 } }"), ['GF2001 5:17 "max_attempts" unknown key `max_attempts` | did you mean `maximumAttempts`?']],
  [inTask("{ timeout: 5m }"), ['GF2001 5:8 "timeout" unknown key `timeout` | did you mean `startToCloseTimeout`?']],
  [inTask("{ retries: { attempts: 2 } }"), [
    'GF2001 5:8 "retries" unknown key `retries` | did you mean `retry`?',
    'GF2001 5:19 "attempts" unknown key `attempts` | did you mean `maximumAttempts`?',
  ]],
  [inStep('{ task: t, if: "${ input.x }" }'), ['GF2001 8:21 "if" unknown key `if` | did you mean `when`?']],
  [inStep("{ task: t, needs: [a] }"), ['GF2001 8:21 "needs" unknown key `needs` | did you mean `after`?']],
  [inStep("{ task: t, depends_on: a }"), ['GF2001 8:21 "depends_on" unknown key `depends_on` | did you mean `after`?']],
  [inStep("{ task: t, dependsOn: [a] }"), ['GF2001 8:21 "dependsOn" unknown key `dependsOn` | did you mean `after`?']],
  [inStep('{ task: t, forEach: { items: "${ input }", as: x, parallelism: 3 } }'), [
    'GF2001 8:60 "parallelism" unknown key `parallelism` | did you mean `maxConcurrency`?',
  ]],
  [inStep("{ tsak: t }"), ['GF2001 8:12 "tsak" unknown key `tsak` | did you mean `task`?']],
  [spec("retries: 3\n"), ['GF2001 4:1 "retries" unknown key `retries` | not known here']],
  [inStep("{ child: w }"), ['GF2001 8:12 "child" unknown key `child` | did you mean `workflow`?']],
  [inStep("{ branch: [{ result: 1 }] }"), ['GF2001 8:12 "branch" unknown key `branch` | did you mean `switch`?']],
  // One mistake, said once
  [inStep("{ colour: red }"), ['GF2001 8:12 "colour" unknown key `colour` | not known here']],
  [inStep("{ task: t, compensate: { workflow: w } }"), ['GF2001 8:35 "workflow" unknown key `workflow` | not known here']],
  [inStep('{ task: t, forEach: "${ input }", as: x }'), [
    'GF2003 8:30 "\\"${ input }\\"" `forEach` must be an object, not a string | expected an object',
  ]],
  [inStep('{ task: t, forEach: { items: "${ input }", as: x }, onError: collect }'), [
    'GF2001 8:62 "onError" unknown key `onError` | not known here',
  ]],
  [spec("workflows: { w: { steps: [{ a: { task: t } }] } }\n"), ['GF2001 4:29 "a" unknown key `a` | not known here']],
  // Vendors
  [inTelemetry("{ exporters: [{ type: otlphttp, preset: honeycom }] }"), ['GF2004 4:52 "honeycom" `preset` cannot be `honeycom` | did you mean `honeycomb`?']],
  [inTelemetry("{ exporters: [{ type: otlphttp, preset: New Relic }] }"), ['GF2004 4:52 "New Relic" `preset` cannot be `New Relic` | did you mean `newrelic`?']],
  [inTelemetry("{ exporters: [{ type: file }] }"), ['GF2002 4:26 "{" `filename` is missing | needs `filename`']],
  [inTelemetry("{ exporters: [{ type: otlphttp, temporality: delta }] }"), ['GF2011 4:44 "temporality" `temporality` is for metrics | has no effect here']],
  // Missing keys
  ["name: a\nspecVersion: 1\n", ['GF2002 1:1 "name" `version` is missing | needs `version`']],
  [inStep("{ task: t, forEach: { as: x } }"), ['GF2002 8:21 "forEach" `items` is missing | needs `items`']],
  [spec("workflows: { w: { steps: [ { task: t } ] } }\n"), ['GF2002 4:28 "{" `name` is missing | needs `name`']],
  [spec("tasks: { t: { metrics: { m: { instrumnt: counter, value: 1 } } } }\n"), [
    'GF2001 4:31 "instrumnt" unknown key `instrumnt` | did you mean `instrument`?',
  ]],
  // Kinds
  ["specVersion: 1\nname: a\nversion: 1.0\n", ['GF2003 3:10 "1.0" `version` must be a string, not a number | expected a string']],
  [inTask("{ idempotent: 'true' }"), ['GF2003 5:20 "\'true\'" `idempotent` must be `true` or `false`, not a string | expected `true` or `false`']],
  [inTask("[]"), ['GF2003 5:6 "[]" `t` must be an object, not a list | expected an object']],
  [inTask("{ input: Order }"), ['GF2003 5:15 "Order" `input` must be a JSON Schema, not a string | expected a JSON Schema']],
  [inStep("3"), ['GF2003 8:10 "3" `s` must be an object, not a number | expected an object']],
  [inStep("{ task: t, after: a }"), ['GF2003 8:28 "a" `after` must be a list, not a string | expected a list']],
  // Values
  ['specVersion: "1"\nname: a\nversion: 1.0.0\n', ['GF2004 1:14 "\\"1\\"" `specVersion` cannot be `"1"` | did you mean `1`?']],
  [inTask("{ span: { kind: Client } }"), ['GF2004 5:22 "Client" `kind` cannot be `Client` | did you mean `client`?']],
  [inTelemetry("{ propagators: [w3c] }"), ['GF2004 4:28 "w3c" an item of `propagators` cannot be `w3c` | did you mean `tracecontext`?']],
  [inTelemetry("{ sampler: { type: sometimes } }"), ['GF2004 4:31 "sometimes" `type` cannot be `sometimes` | not allowed']],
  // Durations
  [inTask("{ startToCloseTimeout: 1m 30s }"), ['GF2005 5:29 "1m 30s" `1m 30s` is not a duration | did you mean `1m30s`?']],
  [inTask("{ startToCloseTimeout: 30s1m }"), ['GF2005 5:29 "30s1m" `30s1m` is not a duration | did you mean `1m30s`?']],
  [inTask("{ startToCloseTimeout: P1DT2H }"), ['GF2005 5:29 "P1DT2H" `P1DT2H` is not a duration | did you mean `1d2h`?']],
  [inTask("{ startToCloseTimeout: soon }"), ['GF2005 5:29 "soon" `soon` is not a duration | expected a duration']],
  [inTask("{ startToCloseTimeout: -5s }"), ['GF2005 5:29 "-5s" `-5s` is not a duration | expected a duration']],
  [inStep("{ sleep: 2.5 hours }"), ['GF2005 8:19 "2.5 hours" `2.5 hours` is not a duration | did you mean `2h30m`?']],
  // Names
  [spec("tasks: { charge-card: {} }\n"), ['GF2006 4:10 "charge-card" `charge-card` is not a name | did you mean `chargeCard` or `charge_card`?']],
  [spec("tasks: { 2nd: {} }\n"), ['GF2006 4:10 "2nd" `2nd` is not a name | did you mean `_2nd`?']],
  [spec("tasks: { naïve: {} }\n"), ['GF2006 4:10 "naïve" `naïve` is not a name | did you mean `naive`?']],
  [spec('tasks: { "": {} }\n'), ['GF2006 4:10 "\\"\\"" `` is not a name | expected a name']],
  [spec("tasks: { __proto__: {}, constructor: {}, prototype: {} }\n"), [
    "GF2007 4:10 \"__proto__\" `__proto__` means something to every JavaScript object and cannot be a name | choose another name",
    "GF2007 4:25 \"constructor\" `constructor` means something to every JavaScript object and cannot be a name | choose another name",
    "GF2007 4:42 \"prototype\" `prototype` means something to every JavaScript object and cannot be a name | choose another name",
  ]],
  [inTask("{ span: { attributes: { 'a b': 1 } } }"), ["GF2006 5:30 \"'a b'\" `a b` is not a name | expected a name"]],
  // Bounds
  [inTask("{ retry: { maximumAttempts: 0 } }"), ['GF2008 5:34 "0" `maximumAttempts` must be at least 1, not 0 | expected at least 1']],
  [inTask("{ retry: { maximumAttempts: 2.5 } }"), ['GF2003 5:34 "2.5" `maximumAttempts` must be a whole number, not `2.5` | expected a whole number']],
  [inTelemetry("{ sampler: { type: traceidratio, ratio: 10 } }"), ['GF2008 4:52 "10" `ratio` must be at most 1, not 10 | expected at most 1']],
  // Steps
  [inStep("{}"), ['GF2009 8:7 "s" step `s` does nothing | needs something to do']],
  [inStep("{ task: t, value: 1, sleep: 3s, input: {} }"), [
    'GF2010 8:21 "value" a step does one thing, and this one has `task` and `value` and `sleep` | one too many',
  ]],
  [inStep("{ value: 1, input: {} }"), ['GF2011 8:22 "input" `input` means nothing on a step that computes a value | has no effect here']],
  [inStep("{ task: t, timeout: 3s }"), ['GF2011 8:21 "timeout" `timeout` means nothing on a step that calls a task | has no effect here']],
  [inStep("{ task: t, name: s }"), ['GF2011 8:21 "name" `name` is for lists of steps; in a map, the key is the name | has no effect here']],
  [inStep("{ task: t, when: steps.a.ok }"), ['GF2012 8:27 "steps.a.ok" `when` must be an expression `${ … }` | did you mean `${ steps.a.ok }`?']],
  [inStep("{ task: t, when: true }"), ['GF2012 8:27 "true" `when` must be an expression `${ … }` | not an expression']],
  [inStep("{ switch: [] }"), ['GF2016 8:20 "[]" `switch` is empty | undefined']],
  [inStep("{ task: t, after: [a, b, a] }"), ['GF2016 8:35 "a" `after` holds this item twice | undefined']],
  [inStep("{ task: t, catch: [ { errors: ['not found'] } ] }"), ["GF2006 8:41 \"'not found'\" `not found` is not a name | did you mean `notFound` or `not_found`?"]],
  // Texts
  ["specVersion: 1\nname: a\nversion: one\n", ['GF2015 3:10 "one" `version` cannot be `one` | expected a semantic version']],
  [inTask('{ span: { name: "order ${ input.id }" } }'), ['GF2015 5:22 "\\"order ${ input.id }\\"" `name` cannot be `"order ${ input.id }"` | no expressions here']],
  [spec('workflows: { w: { schedule: { cron: "* * *" } } }\n'), ['GF2015 4:37 "\\"* * *\\"" `cron` cannot be `"* * *"` | expected five fields']],
  [inTelemetry("{ serviceName: '' }"), ["GF2015 4:27 \"''\" `serviceName` cannot be empty | expected some text"]],
  // Telemetry
  [inTelemetry('{ exporters: [ { type: otlphttp, endpoint: "${ input.x }" } ] }'), [
    'GF2015 4:55 "\\"${ input.x }\\"" `endpoint` cannot be `"${ input.x }"` | only `${env:NAME}` is read here',
  ]],
  [inTelemetry("{ configFile: otel.yaml, exporters: [] }"), ['GF2011 4:37 "exporters" `exporters` does not go with `configFile: otel.yaml` | has no effect here']],
  [inTelemetry("{ exporters: [ { type: console, endpoint: x } ] }"), ['GF2011 4:44 "endpoint" `endpoint` does not go with `type: console` | has no effect here']],
  [inTelemetry("{ services: { billing: { services: {} } } }"), ['GF2011 4:37 "services" `services` cannot stand inside of a service | has no effect here']],
  // JSON Schemas
  [spec("schemas: { A: { type: strin } }\n"), ['GF2004 4:23 "strin" the type of a JSON Schema cannot be `strin` | did you mean `string`?']],
  [spec("schemas: { A: { properties: { a: { requird: [x] } } } }\n"), ['GF2013 4:36 "requird" JSON Schema has no keyword `requird`, so it has no effect | did you mean `required`?']],
  [spec("schemas: { A: { nullable: true } }\n"), ['GF2013 4:17 "nullable" JSON Schema has no keyword `nullable`, so it has no effect | no effect']],
  [spec('schemas: { A: { pattern: "(" , patternProperties: { "[": {} } } }\n'), [
    'GF2014 4:26 "\\"(\\"" `(` is not a regular expression | unterminated group',
    'GF2014 4:53 "\\"[\\"" `[` is not a regular expression | unterminated character class',
  ]],
])("%s", (text, said) => {
  const lines = checkLines("flows.yaml", text);
  const labels = check("flows.yaml", text).map(({ label }) => label);
  expect(lines.map((line, index) => `${line} | ${labels[index]}`)).toEqual(said);
});

test.each([
  [inTask("{ maxAttempts: 3 }"), ["`maximumAttempts` stands in `retry`"]],
  [spec("exporters: []\n"), ["`exporters` stands in `telemetry`"]],
  [inStep("{ task: t, timeout: 3s }"), ["write `startToCloseTimeout`"]],
  ["name: a\nspecVersion: 1\n", [
    "The version of the workflows, as semantic versioning writes it. A change of the plan needs a new one.",
    "for example: version: 1.0.0",
  ]],
  [inTask("{ retry: { maximumAttempts: '3' } }"), ["write `3`, without quotes"]],
  ["specVersion: 1\nname: a\nversion: 1.10\n", ['put it into quotes: `"1.10"`']],
  [inTask("{ input: Order }"), ['write a schema such as `{ "type": "string" }`, or name one: `{ "$ref": "#/schemas/Order" }`']],
  [inTask("{ input: string }"), ['write `{ "type": "string" }`']],
  [spec("schemas: { A: { nullable: true } }\n"), ['a string that may be null is `"type": ["string", "null"]`']],
  [inTelemetry("{ instrumentations: [connect] }"), [
    "calls by ConnectRPC have spans by `clientInterceptor` and `serverInterceptor` of `@gen-flows/runtime/connect`",
  ]],
  [inTelemetry('{ instrumentations: ["@kubernetes/client-node"] }'), [
    "calls of Kubernetes have spans by `wrapKubernetesClient` of `@gen-flows/runtime/kubernetes`",
  ]],
  [inTelemetry("{ instrumentations: [BullMQ] }"), ["jobs of BullMQ have spans by `bullmqTelemetry` of `@gen-flows/runtime/bullmq`"]],
  [inTelemetry("{ instrumentations: [pino] }"), ["records of pino, winston and the console are taken over by `telemetry.logs.bridges`"]],
])("%s is helped", (text, help) => {
  expect(check("flows.yaml", text)[0]?.help).toEqual(help);
});

test("several mistakes of a step do not hide one another", () => {
  expect(checkLines("flows.yaml", inStep('{ tsk: t, needs: b, if: steps.a.x, retry: { delay: 5 } }'))).toEqual([
    'GF2001 8:12 "tsk" unknown key `tsk`',
    'GF2001 8:20 "needs" unknown key `needs`',
    'GF2001 8:30 "if" unknown key `if`',
    'GF2012 8:34 "steps.a.x" `when` must be an expression `${ … }`',
    'GF2001 8:54 "delay" unknown key `delay`',
    'GF2005 8:61 "5" `5` is not a duration',
  ]);
});

test("what clashes is shown", () => {
  const [diagnostic] = check("flows.yaml", inStep("{ task: t, value: 1 }"));
  expect(diagnostic?.related.map(({ at, text }) => [at.file.text.slice(at.start, at.end), text])).toEqual([
    ["task", "the step calls a task"],
  ]);
});

test("a mistake behind an alias shows both places, and stands once", () => {
  const text = spec("tasks:\n  a: { retry: &r { maximumAttempts: 0 } }\n  b: { retry: *r }\n");
  const diagnostics = check("flows.yaml", text);
  expect(checkLines("flows.yaml", text)).toEqual(['GF2008 5:37 "0" `maximumAttempts` must be at least 1, not 0']);
  expect(diagnostics[0]?.related).toEqual([]);
  const elsewhere = check("flows.yaml", spec("description: &n notes\ntasks: *n\n"));
  expect(elsewhere).toMatchObject([{ code: "GF2003", related: [{ text: "used through this alias" }] }]);
});

test.each([
  ["a list of steps written like a map", spec("workflows: { w: { steps: [{ a: { task: t } }] } }\n"), "in a list, a step has its name beside what it does: `name: a`"],
  ["a step in a step", inStep("{ a: { task: t } }"), "steps inside of others stand in `steps`, each under its name"],
  ["a task in a branch", inStep("{ switch: [{ task: t }] }"), "steps inside of others stand in `steps`, each under its name"],
  ["a map of steps written like a step", inStep("{ steps: { task: t } }"), "steps stand in `steps`, each under its name, and what a step does within: `first: { task: t }`"],
  ["a workflow that compensates", inStep("{ task: t, compensate: { workflow: w } }"), "a compensation calls one task: `task`, and its `input`"],
  ["a compensation that is only named", inStep("{ task: t, compensate: undo }"), "write `{ task: undo }`"],
  ["a list without items", inStep('{ task: t, forEach: "${ input }" }'), 'name the list and its items: `{ items: "${ input }", as: item }`'],
  ["a schedule that is only a cron", spec('workflows: { w: { schedule: "0 3 * * *" } }\n'), 'write `{ cron: "0 3 * * *" }`'],
  ["a schedule with an input", spec('workflows: { w: { schedule: { cron: "0 3 * * *", input: 1 } } }\n'), "the code that starts the schedule gives the input of each run: `schedule.start({ input: … })`"],
  ["`onError` beside `forEach`", inStep('{ task: t, forEach: { items: "${ input }", as: x }, onError: collect }'), "`onError` stands in `forEach`"],
  ["a computed duration", inStep('{ sleep: "${ input }" }'), "durations stand in the spec, no expression computes them: `500ms`, `30s`, `5m`, `1h30m`, `3d`"],
])("%s: there is help", (_, text, help) => {
  expect(check("flows.yaml", text).map((diagnostic) => diagnostic.help)).toEqual([[help]]);
});

test("`after` names steps without `steps.`", () => {
  const [diagnostic] = check("flows.yaml", inStep("{ task: t, after: [steps.a] }"));
  expect(diagnostic?.label).toBe("did you mean `a`?");
});
