import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compile } from "../../generator/pipeline.ts";
import { createProject, writeFile } from "../cli/project.ts";
import { startReceiver } from "../support/otlp-receiver.ts";
import type { OtlpReceiver, ReceivedSpan } from "../support/otlp-receiver.ts";
import { startProcess } from "../support/process.ts";
import { startByteSink } from "./byte-sink.ts";
import { createCanary, createNumber, isIn } from "./canaries.ts";
import { BY_HAND, MAIN, SPEC } from "./leaky-program.ts";

const KEY = "a key of the test";

/** One for each place that is marked, by the place, and one for a place that is not. */
function createCanaries() {
  const person = {
    name: createCanary(),
    email: createCanary(),
    iban: createCanary(),
    pin: createCanary(),
    number: createNumber(),
    home: { street: createCanary() },
    notes: [createCanary(), createCanary()],
    map: { key: createCanary() },
    whole: { inner: createCanary() },
    parts: [{ id: createCanary(), label: createCanary() }],
    all: { a: createCanary() },
    pair: [createCanary(), createCanary()],
    list: [createCanary()],
  };
  const boss = { ...person, iban: createCanary(), email: createCanary(), notes: [createCanary()] };
  const context = { customer: createCanary(), password: createCanary(), code: createCanary(), tenant: createCanary() };
  const output = { id: createCanary(), token: createCanary(), email: createCanary() };
  const by = createCanary();
  return { person: { ...person, boss }, context, output, by };
}

type Canaries = ReturnType<typeof createCanaries>;

function sensitiveIn({ person, context, output, by }: Canaries): Readonly<Record<string, string | number>> {
  const { email, iban, pin, number, home, notes, map, whole, parts, all, pair, list, boss } = person;
  return {
    email,
    iban,
    pin,
    number,
    "home.street": home.street,
    "notes[0]": notes[0] ?? "",
    "notes[1]": notes[1] ?? "",
    "map.key": map.key,
    "whole.inner": whole.inner,
    "parts[0].label": parts[0]?.label ?? "",
    "all.a": all.a,
    "pair[1]": pair[1] ?? "",
    "list[0]": list[0] ?? "",
    "boss.iban": boss.iban,
    "boss.email": boss.email,
    "boss.notes[0]": boss.notes[0] ?? "",
    "context.customer": context.customer,
    "context.password": context.password,
    "context.code": context.code,
    "output.token": output.token,
    "output.email": output.email,
    "signal.by": by,
  };
}

interface Run {
  readonly canaries: Canaries;
  /** All that the receiver of OTLP got, and what exporters and diagnostics wrote to stderr. */
  readonly seen: Buffer;
  readonly paths: ReadonlySet<string>;
  readonly spans: readonly ReceivedSpan[];
  readonly stderr: string;
  /** What the callers of the workflows got. */
  readonly errors: string;
}

async function run(spec: string, receiver: OtlpReceiver): Promise<Run> {
  const canaries = createCanaries();
  const sink = await startByteSink(receiver.httpUrl);
  const before = receiver.spans.length;
  const tsconfig = { compilerOptions: { module: "nodenext", allowImportingTsExtensions: true, noEmit: true } };
  const cwd = createProject({ "flows.yaml": spec, "main.ts": MAIN, "tsconfig.json": JSON.stringify(tsconfig) });
  const compiled = compile({ specs: ["flows.yaml"], cwd });
  expect(compiled.diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
  for (const { path, text } of compiled.value[0]?.files ?? []) {
    writeFile(`${cwd}/src/flows`, path, text);
  }
  writeFile(`${cwd}/src/flows`, "workflows/by-hand.ts", BY_HAND);
  const environment = {
    PERSON: JSON.stringify(canaries),
    GEN_FLOWS_HASH_KEY: KEY,
    OTEL_EXPORTER_OTLP_ENDPOINT: sink.url,
  };
  const { code, stderr } = await startProcess(["--no-warnings", "main.ts"], { cwd, environment }).ended;
  await sink.close();
  expect(code, stderr).toBe(0);
  return {
    canaries,
    // What handlers print themselves is on stdout.
    seen: Buffer.concat([sink.bytes(), Buffer.from(stderr)]),
    paths: sink.paths,
    spans: receiver.spans.slice(before),
    stderr,
    errors: readFileSync(`${cwd}/errors.json`, "utf8"),
  };
}

let receiver: OtlpReceiver;

beforeAll(async () => {
  receiver = await startReceiver();
});

afterAll(() => receiver.close());

/** Of the run that is looked at, for tests that come after it. */
let marked: Run;

function spanOf(name: string): ReceivedSpan {
  const span = marked.spans.find((candidate) => candidate.name === name);
  if (span === undefined) {
    throw new Error(`no span ${name}`);
  }
  return span;
}

function hashOf(value: string): string {
  return createHmac("sha256", KEY).update(value).digest("hex").slice(0, 32);
}

describe("a program that gives everything away", () => {
  test("shows nothing of what is marked, in any signal, on the console, or in messages", async () => {
    marked = await run(SPEC, receiver);
    const { canaries, seen } = marked;
    const found = Object.entries(sensitiveIn(canaries)).filter(([, canary]) => isIn(seen, canary));
    expect(found.map(([place]) => place)).toEqual([]);
    // What is not marked is there, and all signals came.
    expect([canaries.person.name, canaries.context.tenant, canaries.person.parts[0]?.id ?? ""].map((canary) => isIn(seen, canary))).toEqual([true, true, true]);
    expect([...marked.paths].toSorted()).toEqual(["/v1/logs", "/v1/metrics", "/v1/traces"]);
  });

  test("shows all of it once the marks are taken out, to the same search", async () => {
    const unmarked = SPEC.replaceAll(/, x-sensitive: \w+/g, "").replaceAll(/x-sensitive: \w+, /g, "");
    expect(unmarked).not.toContain("x-sensitive");
    const { canaries, seen } = await run(unmarked, receiver);
    const missing = Object.entries(sensitiveIn(canaries)).filter(([, canary]) => !isIn(seen, canary));
    expect(missing.map(([place]) => place)).toEqual([]);
  });

  test("gives its callers the errors as they are", () => {
    const { canaries, errors } = marked;
    const { iban, number, email, notes } = canaries.person;
    expect([iban, number, email, notes[0] ?? ""].map((canary) => isIn(Buffer.from(errors), canary))).toEqual([true, true, true, true]);
  });
});

describe("what is shown instead", () => {
  test("attributes of tasks, computed and set by the handler", () => {
    const { person, context } = marked.canaries;
    const { attributes, events, status, statusMessage } = spanOf("task greet");
    expect(attributes).toMatchObject({
      "a.name": person.name,
      "a.email": hashOf(person.email),
      "a.iban": "[REDACTED]",
      "a.number": "[REDACTED]",
      "a.twice": "[REDACTED]",
      "a.notes": "[REDACTED]",
      "a.map": [hashOf(person.map.key)],
      "a.keyed": hashOf(person.map.key),
      "a.whole": hashOf(JSON.stringify(person.whole)),
      "a.inner": hashOf(person.whole.inner),
      "a.ids": [person.parts[0]?.id],
      "a.text": "[REDACTED]",
      "a.token": "[REDACTED]",
      "h.email": hashOf(person.email),
      "h.emails": [hashOf(person.email), hashOf(person.iban)],
      "h.iban": "[REDACTED]",
      "ctx.customer": hashOf(context.customer),
      "ctx.code": "[REDACTED]",
      "ctx.tenant": context.tenant,
    });
    for (const name of ["a.pin", "h.pin", "a.all", "a.everything", "ctx.password"]) {
      expect(attributes).not.toHaveProperty([name]);
    }
    expect(events).toEqual([
      { name: "greeted", attributes: { email: hashOf(person.email), iban: "[REDACTED]", name: person.name } },
    ]);
    expect(status).toBe("error");
    expect(statusMessage).toContain("[REDACTED]");
  });

  test("attributes of workflows", () => {
    const { attributes } = spanOf("workflow main");
    const { person } = marked.canaries;
    expect(attributes).toMatchObject({ "w.email": hashOf(person.email), "w.iban": "[REDACTED]", "w.name": person.name });
    expect(attributes).not.toHaveProperty(["w.pin"]);
    expect(attributes).not.toHaveProperty(["w.all"]);
  });

  test("exceptions keep their type, and the lines of their stack where that is certain", () => {
    const exceptions = marked.spans.flatMap(({ events }) => events.filter(({ name }) => name === "exception"));
    const types = new Set(exceptions.map(({ attributes }) => attributes["exception.type"]));
    expect([...types].toSorted()).toEqual(["AggregateError", "Declined", "Error", "ExecutionTimeoutError", "RangeError", "StartToCloseTimeoutError", "TaskNotImplementedError", "TypeError", "_OTHER"]);
    const messages = new Set(exceptions.map(({ attributes }) => attributes["exception.message"]));
    expect([...messages].toSorted()).toEqual(["Declined", "[REDACTED]"]);
    const stacks = exceptions.flatMap(({ attributes }) => attributes["exception.stacktrace"] ?? []);
    expect(stacks.length).toBeGreaterThan(5);
    expect(stacks).toEqual(expect.arrayContaining([expect.stringMatching(/^Error: \[REDACTED\]\n {4}at leak \(.*main\.ts:\d+:\d+\)\n/)]));
    const statuses = new Set(marked.spans.filter(({ status }) => status === "error").map((span) => span.statusMessage));
    expect(statuses).toContain("[REDACTED]");
  });

  test("lines on the console and of diagnostics", () => {
    expect(marked.stderr).toContain('a.iban="[REDACTED]"');
    expect(marked.stderr).toContain("The attributes of workflow computing could not be computed. RangeError");
  });
});
