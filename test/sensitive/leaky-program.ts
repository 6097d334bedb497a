/**
 * A program that tries to give every sensitive value away, in every place that ends in telemetry. `PERSON` is what its
 * workflows are given.
 */
export const SPEC = `
specVersion: 1
name: leaky
version: 1.0.0
lint: { unmarked-sensitive: off, effectful-step-only-optional: off, unordered-side-effects: off }
schemas:
  Secret: { type: string, x-sensitive: mask }
  Person:
    type: object
    required: [name, email, iban, number, home, notes, map, whole, parts, all, pair, list]
    properties:
      name: { type: string }
      email: { type: string, x-sensitive: hash }
      iban: { $ref: "#/schemas/Secret" }
      pin: { type: string, x-sensitive: drop }
      number: { type: integer, x-sensitive: mask }
      home: { type: object, required: [street], properties: { street: { type: string, x-sensitive: mask } } }
      notes: { type: array, items: { type: string, x-sensitive: mask } }
      map: { type: object, additionalProperties: { type: string, x-sensitive: hash } }
      whole: { type: object, required: [inner], x-sensitive: hash, properties: { inner: { type: string } } }
      parts: { type: array, items: { type: object, required: [id, label], properties: { id: { type: string }, label: { type: string, x-sensitive: mask } } } }
      all: { allOf: [{ type: object, required: [a], properties: { a: { type: string } } }, { properties: { a: { type: string, x-sensitive: drop } } }] }
      pair: { type: array, prefixItems: [{ type: string }, { type: string, x-sensitive: mask }], minItems: 2, maxItems: 2 }
      list: { oneOf: [{ type: "null" }, { type: array, items: { type: string, x-sensitive: mask } }] }
      boss: { $ref: "#/schemas/Person" }
context:
  customer: { schema: { type: string, x-sensitive: hash }, attribute: ctx.customer, log: true }
  password: { schema: { type: string, x-sensitive: drop }, attribute: ctx.password, log: true }
  code: { schema: { type: string, x-sensitive: mask }, attribute: ctx.code, log: true }
  tenant: { schema: { type: string }, attribute: ctx.tenant, log: true }
signals:
  review: { type: object, required: [by], properties: { by: { type: string, x-sensitive: mask } } }
tasks:
  greet:
    input: { $ref: "#/schemas/Person" }
    output: { type: object, required: [id, token, email], properties: { id: { type: string }, token: { type: string, x-sensitive: mask }, email: { type: string, x-sensitive: hash } } }
    span:
      attributes:
        a.name: "\${ input.name }"
        a.email: "\${ input.email }"
        a.iban: "\${ input.iban }"
        a.pin: "\${ input.pin }"
        a.number: "\${ input.number }"
        a.twice: "\${ input.number * 2 / 2 }"
        a.street: "\${ input.home.street }"
        a.home: "\${ JSON.stringify(input.home) }"
        a.notes: "\${ input.notes }"
        a.note: "\${ input.notes.join(', ').toUpperCase() }"
        a.map: "\${ Object.values(input.map) }"
        a.keyed: "\${ input.map['key'] }"
        a.whole: "\${ JSON.stringify(input.whole) }"
        a.inner: "\${ input.whole.inner }"
        a.labels: "\${ input.parts.map(part => part.label) }"
        a.ids: "\${ input.parts.map(part => part.id) }"
        a.all: "\${ input.all.a }"
        a.pair: "\${ input.pair.join() }"
        a.list: "\${ (input.list ?? []).join() }"
        a.boss: "\${ input.boss?.iban ?? 'none' }"
        a.everything: "\${ JSON.stringify(input) }"
        a.text: "\${ input.name } pays with \${ input.iban }"
        a.token: "\${ output.token }"
        a.out: "\${ JSON.stringify(output) }"
        a.context: "\${ context.code ?? '' }"
        h.email: { type: string, x-sensitive: hash }
        h.emails: { type: array, items: { type: string, x-sensitive: hash } }
        h.iban: { type: string, x-sensitive: mask }
        h.pin: { type: string, x-sensitive: drop }
    events:
      greeted: { attributes: { email: { type: string, x-sensitive: hash }, iban: { type: string, x-sensitive: mask }, pin: { type: string, x-sensitive: drop }, name: { type: string } } }
    metrics:
      leaky.greetings: { instrument: counter, value: 1, attributes: { name: "\${ input.name }" } }
  mail:
    input: { type: object, required: [to, text], properties: { to: { type: string }, text: { type: string } } }
    retry: { maximumAttempts: 1 }
    span: { attributes: { m.to: "\${ input.to }", m.text: "\${ input.text }" } }
  fail:
    input: { type: object, required: [how, person], properties: { how: { type: string }, person: { $ref: "#/schemas/Person" } } }
    retry: { maximumAttempts: 2, initialInterval: 1ms }
    errors: { Declined: { retryable: false, data: { type: object, required: [why], properties: { why: { type: string, x-sensitive: mask } } } } }
  plain: { input: { type: object, properties: { name: { type: string } } }, retry: { maximumAttempts: 1 }, span: { attributes: { p.name: "\${ input.name }" } } }
  undo: { input: { type: object, required: [token], properties: { token: { type: string } } }, retry: { maximumAttempts: 1 }, span: { attributes: { u.token: "\${ input.token }" } } }
workflows:
  main:
    input: { $ref: "#/schemas/Person" }
    output: { type: object, required: [token], properties: { token: { type: string } } }
    span: { attributes: { w.email: "\${ input.email }", w.iban: "\${ input.iban }", w.pin: "\${ input.pin }", w.name: "\${ input.name }", w.all: "\${ JSON.stringify(input) }" } }
    steps:
      greet: { task: greet, input: "\${ input }", compensate: { task: undo, input: { token: "\${ output.token }" } } }
      review: { waitForSignal: review }
      mail: { task: mail, input: { to: "\${ input.email }", text: "\${ input.name }: \${ steps.greet.token } \${ steps.review.by }" } }
      kept: { value: { secret: "\${ input.iban }" } }
      again: { task: mail, after: [mail], input: { to: "\${ input.name }", text: "\${ steps.kept.secret }" } }
    result: { token: "\${ steps.greet.token }" }
  failing:
    input: { type: object, required: [how, person], properties: { how: { type: string }, person: { $ref: "#/schemas/Person" } } }
    steps:
      greet: { task: greet, input: "\${ input.person }", compensate: { task: undo, input: { token: "\${ output.token }" } } }
      fail: { task: fail, after: [greet], input: { how: "\${ input.how }", person: "\${ input.person }" } }
  handling:
    input: { $ref: "#/schemas/Person" }
    steps:
      fail:
        task: fail
        input: { how: declared, person: "\${ input }" }
        catch: [{ errors: ["*"], as: error, steps: { mail: { task: mail, input: { to: "\${ error.name }", text: "\${ error.message }" } } } }]
  collecting:
    input: { $ref: "#/schemas/Person" }
    steps:
      all: { forEach: { items: "\${ input.notes }", as: note, onError: collect }, task: fail, input: { how: "\${ 'error' }", person: "\${ ({ ...input, name: note }) }" } }
      mail: { task: mail, input: { to: x, text: "\${ steps.all.map(one => one.ok ? '' : one.error.message).join() }" } }
  items:
    input: { $ref: "#/schemas/Person" }
    steps:
      all: { forEach: { items: "\${ input.notes }", as: note }, task: mail, input: { to: "\${ note }", text: throw } }
  parent:
    input: { $ref: "#/schemas/Person" }
    steps:
      child: { workflow: failing, input: { how: string, person: "\${ input }" } }
  computing:
    input: { $ref: "#/schemas/Person" }
    span: { attributes: { w.bad: "\${ 'x'.repeat(-input.number) }" } }
    steps:
      bad: { value: "\${ 'x'.repeat(-input.number) }" }
  byHand:
    input: { $ref: "#/schemas/Person" }
  control:
    input: { type: object, required: [name], properties: { name: { type: string } } }
    steps: { plain: { task: plain, input: { name: "\${ input.name }" } } }
telemetry:
  exporters: [{ type: otlphttp, compression: gzip }, { type: console }]
  metrics: { exporters: [{ type: otlphttp, compression: gzip }], interval: 60s }
  logs: { exporters: [{ type: otlphttp, compression: gzip }, { type: console }], bridges: [console] }
`;

export const MAIN = `
import { writeFileSync } from "node:fs";
import { diag, DiagConsoleLogger, DiagLogLevel } from "@opentelemetry/api";
import { StartToCloseTimeoutError, TaskNotImplementedError, withLogFields } from "@gen-flows/runtime";
import { createFlows } from "./src/flows/generated/index.ts";
import { telemetry } from "./src/flows/generated/telemetry.ts";

diag.setLogger(new DiagConsoleLogger(), DiagLogLevel.WARN);
const { person, context, output, by } = JSON.parse(process.env["PERSON"] ?? "");

function leak(how, person) {
  const text = JSON.stringify(person) + encodeURIComponent(person.email) + person.iban + person.number;
  switch (how) {
    case "string":
      throw text;
    case "name":
      throw Object.assign(new Error("named"), { name: person.iban });
    case "type":
      return person.iban.no.such;
    case "cause":
      throw new Error(text, { cause: new Error(text) });
    case "aggregate":
      throw new AggregateError([new Error(text)], text);
    case "stack":
      throw Object.assign(new RangeError("short"), { stack: "RangeError: short\\n    at " + text });
    case "lines":
      throw new Error("first\\n    at " + person.iban + "\\n    at second");
    case "time":
      throw new StartToCloseTimeoutError(person.iban, 5);
    case "unwritten":
      throw new TaskNotImplementedError(person.iban);
    case "object":
      throw { person };
    default:
      throw new Error(text);
  }
}

const flows = createFlows({
  handlers: {
    greet: async (input, task) => {
      task.span.set("h.email", input.email);
      task.span.set("h.emails", [input.email, input.iban]);
      task.span.set("h.iban", input.iban);
      task.span.set("h.pin", input.pin ?? "");
      task.span.set("a.iban", input.iban);
      task.span.set("a.pin", input.pin ?? "");
      task.span.event("greeted", { email: input.email, iban: input.iban, pin: input.pin ?? "", name: input.name });
      task.log.info("of " + JSON.stringify(input) + " " + input.number + " " + encodeURIComponent(input.email), { ...input, more: input, text: "pays with " + input.iban });
      task.log.info("and " + Object.values(task.context).join(), { ...task.context });
      withLogFields({ iban: input.iban, of: input.email, name: input.name }, () => task.log.warn("within"));
      console.log("printed", input.iban, input);
      task.span.error("of " + JSON.stringify(input) + context.customer + encodeURIComponent(input.iban));
      return output;
    },
    mail: async (input) => {
      if (input.text === "throw") {
        throw new Error("to " + input.to);
      }
    },
    fail: async (input, task) => {
      if (input.how === "declared") {
        task.fail("Declined", { why: input.person.iban });
      }
      try {
        leak(input.how, input.person);
      } catch (error) {
        if (error instanceof Error) {
          task.log.error("failed", error);
          task.log.error("failed", { reason: error });
          console.log(error);
        }
        throw error;
      }
    },
    undo: async (input) => {
      throw new Error("no undo of " + input.token);
    },
    plain: async (input) => {
      throw new Error("plain " + input.name);
    },
  },
});

const errors = [];
async function attempt(run) {
  try {
    await run();
    errors.push("none");
  } catch (error) {
    errors.push(error instanceof Error ? error.name + error.message : JSON.stringify(error));
  }
}

const run = await flows.main.start(person, { context });
await run.signal("review", { by });
await run.result();
for (const how of ["error", "string", "name", "type", "cause", "aggregate", "stack", "lines", "time", "unwritten", "object", "declared"]) {
  await attempt(() => flows.failing.run({ how, person }, { context }));
}
await attempt(() => flows.handling.run(person, { context }));
await attempt(() => flows.collecting.run(person, { context }));
await attempt(() => flows.items.run(person, { context }));
await attempt(() => flows.parent.run(person, { context }));
await attempt(() => flows.computing.run(person, { context }));
await attempt(() => flows.byHand.run(person, { context }));
await attempt(() => flows.byHand.run(person, { context, runId: "time" }));
await attempt(() => flows.control.run({ name: person.name }, { context: { tenant: context.tenant } }));
await telemetry.flush();
// The caller gets the errors as they are: what is in them says that the handlers really gave it away.
writeFileSync("errors.json", JSON.stringify(errors));
`;

/** The body of \`byHand\`: an error of its own, in which the input stands. */
export const BY_HAND = `
import { ExecutionTimeoutError } from "@gen-flows/runtime";
import type { ByHand } from "../generated/workflows/by-hand.ts";

export const byHand: ByHand = async (flow, input) => {
  flow.log.info("by hand: " + input.iban + JSON.stringify(input), input);
  throw flow.id === "time" ? new ExecutionTimeoutError(input.iban, 5) : new TypeError(JSON.stringify(input));
};
`;
