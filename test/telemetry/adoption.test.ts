import { describe, expect, test } from "vitest";
import { runProgram } from "./run-program.ts";

async function run(name: string) {
  const ended = await runProgram("adoption", { arguments: [name] });
  expect(ended.code).toBe(0);
  const outcome = JSON.parse(ended.stdout) as { readonly copiesOfTheApi: number };
  // Otherwise the cases with two copies of the API would test nothing.
  expect(outcome.copiesOfTheApi).toBe(2);
  return { ...ended, outcome };
}

describe("a provider that is registered already", () => {
  test("is adopted and flushed; nothing of ours is registered", async () => {
    const { outcome, stderr } = await run("application first");
    expect(outcome).toMatchObject({ application: ["flow"], ours: [] });
    expect(stderr).toBe("");
  });

  test("gets a context manager if the application has none: what a handler calls is below its task", async () => {
    const { outcome, stderr } = await run("application first, without a context manager");
    expect(outcome).toMatchObject({ application: ["GET /", "task"], applicationChildren: ["GET /"], ours: [] });
    expect(stderr).toBe("");
  });

  test("takes no span processor from us, which is said", async () => {
    const { warnings } = await run("application first, processor added");
    expect(warnings).toEqual([
      "gen-flows: the span processor that was added sees no spans: the tracer provider is not ours.",
    ]);
  });

  test("may be ours: a second telemetry adopts the first, and does not stop it", async () => {
    const { outcome, stderr } = await run("two telemetries");
    expect(outcome).toMatchObject({ ours: ["flow", "after the second has stopped"] });
    expect(stderr).toBe("");
  });
});

test("our provider gives spans to processors that were added before and after its start, and exports them as before", async () => {
  const { outcome, stderr } = await run("processors added");
  expect(outcome).toMatchObject({ seen: ["before: first", "before: second", "after: second"], ours: ["first", "second"] });
  expect(stderr).toBe("");
});

test("ours is not replaced by one that comes later, which is said once", async () => {
  const { outcome, warnings } = await run("application later");
  expect(outcome).toMatchObject({ application: [], ours: ["flow"] });
  expect(warnings).toEqual([expect.stringContaining("another tracer provider was registered after that of the spec")]);
});

test("whoever has set a logger for the API's diagnostics hears of it there", async () => {
  const { outcome, warnings, stderr } = await run("application later, with a logger");
  expect(outcome).toMatchObject({ application: [], ours: ["flow"] });
  expect(warnings).toEqual([]);
  expect(stderr).toContain("duplicate registration of API: trace");
});

test("after a shutdown somebody else can register", async () => {
  expect((await run("shutdown makes room")).outcome).toMatchObject({ application: ["application"], ours: [] });
});

describe("an application with its own, older copy of the API", () => {
  test("reaches our provider, and its spans are parents of ours", async () => {
    const { outcome, stderr } = await run("old api beside ours");
    expect(outcome).toMatchObject({ ours: ["flow", "parent"], children: ["flow"] });
    expect(stderr).toBe("");
  });

  test("that has registered first keeps its provider, and we say that we cannot reach it", async () => {
    const { outcome, warnings } = await run("old api first");
    expect(outcome).toMatchObject({ application: ["application"], ours: [] });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain("another copy of @opentelemetry/api");
  });
});

describe("provider: adopt", () => {
  test("flushes what the application has registered", async () => {
    const { outcome, stderr } = await run("adopt");
    expect(outcome).toMatchObject({ application: ["flow"], ours: [] });
    expect(stderr).toBe("");
  });

  test("says that the context manager is missing, and what to register", async () => {
    const { warnings } = await run("adopt without a context manager");
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain("AsyncLocalStorageContextManager");
  });

  test("says once that nothing is registered", async () => {
    const { outcome, warnings } = await run("adopt nothing");
    expect(outcome).toMatchObject({ application: [], ours: [] });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain("no OpenTelemetry provider is registered");
  });
});

test("provider: none makes no spans, whatever is registered", async () => {
  expect((await run("none")).outcome).toMatchObject({ application: [], ours: [] });
});
