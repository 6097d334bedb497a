import { afterEach, beforeEach, expect, test, vi } from "vitest";

const VARIABLE = "GEN_FLOWS_HASH_KEY";

beforeEach(() => {
  delete process.env[VARIABLE];
});

afterEach(() => {
  delete process.env[VARIABLE];
});

/** As a process of its own sees it: the key is read once. */
async function load(key?: string) {
  vi.resetModules();
  if (key !== undefined) {
    process.env[VARIABLE] = key;
  }
  return (await import("../../runtime/src/task/hashed.ts")).hashed;
}

test("with a key, equal values have equal hashes in all processes", async () => {
  const [one, other] = [await load("a"), await load("a")];
  expect(one("4111111111111111")).toBe(other("4111111111111111"));
  expect(one("4111111111111111")).toMatch(/^[0-9a-f]{32}$/);
  expect(one("4111111111111111")).not.toBe(one("4111111111111112"));
  expect(one(7)).toBe(one("7"));
  expect(one(["a", "b"])).toEqual([one("a"), one("b")]);
});

test("another key gives other hashes, and so does another process without a key", async () => {
  const hashes = new Set<string>();
  for (const key of ["a", "b", "", undefined, undefined]) {
    delete process.env[VARIABLE];
    const hashed = await load(key);
    hashes.add(hashed("x"));
    expect(hashed("x")).toBe(hashed("x"));
  }
  expect(hashes.size).toBe(5);
});
