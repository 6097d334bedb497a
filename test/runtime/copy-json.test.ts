import { expect, test } from "vitest";
import { copyJson } from "../../runtime/src/engines/copy-json.ts";

test("copies arrays and objects, however deep", () => {
  const original = { id: "a", none: null, missing: undefined, list: [1, [true, { deep: ["x"] }]] };
  const copy = copyJson(original) as typeof original;
  expect(copy).toStrictEqual(original);
  expect(copy.list).not.toBe(original.list);
  expect(copy.list[1]).not.toBe(original.list[1]);
});

test("a property called __proto__ stays a property", () => {
  const original: unknown = JSON.parse('{"__proto__":{"polluted":["x"]}}');
  const copy = copyJson(original) as object;
  expect(Object.keys(copy)).toEqual(["__proto__"]);
  expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
  expect(JSON.stringify(copy)).toBe(JSON.stringify(original));
});

test("what is no plain object is copied as structuredClone copies it", () => {
  class Point {
    readonly x = 1;
  }
  const original = { at: new Date(0), point: new Point() };
  const copy = copyJson(original) as typeof original;
  expect(copy.at).toEqual(new Date(0));
  expect(copy.at).not.toBe(original.at);
  expect(Object.getPrototypeOf(copy.point)).toBe(Object.prototype);
});

test("refuses functions, symbols and cycles", () => {
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  expect(() => copyJson({ run() {} })).toThrow("could not be cloned");
  expect(() => copyJson([Symbol("s")])).toThrow("could not be cloned");
  expect(() => copyJson(cycle)).toThrow(RangeError);
});
