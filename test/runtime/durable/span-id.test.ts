import { assert, property, string } from "fast-check";
import { expect, test } from "vitest";
import { spanIdOf } from "../../../runtime/src/engines/durable/span-id.ts";

test("a span id is 16 hexadecimal digits, the same for the same key, and never zero", () => {
  assert(
    property(string({ unit: "grapheme" }), (key) => {
      const id = spanIdOf(key);
      expect(id).toMatch(/^(?!0{16})[\da-f]{16}$/);
      expect(spanIdOf(key)).toBe(id);
    }),
  );
});

test("ids are what they were: a run that outlives a release keeps its spans", () => {
  expect(["", "order-1", "order-1/shipments/3#2", "größe/🦊"].map(spanIdOf)).toMatchInlineSnapshot(`
    [
      "ffe33661337db4da",
      "07d144675177a2df",
      "8d0c909e570e9e68",
      "04fb793f7f9a0848",
    ]
  `);
});

test("keys of one run and of many are far apart: each half of an id is about as mixed as chance would have it", () => {
  const keys = [
    ...Array.from({ length: 100_000 }, (_, index) => `order-1/items/${index}#1`),
    ...Array.from({ length: 50_000 }, (_, index) => `order-${index}/charge#${1 + (index % 3)}`),
    ...Array.from({ length: 50_000 }, (_, index) => `order-${index}`),
  ];
  const ids = keys.map(spanIdOf);

  expect(new Set(ids).size).toBe(keys.length);
  // Of 200,000 random values of 32 bits about 4.7 pairs are alike.
  for (const half of [ids.map((id) => id.slice(0, 8)), ids.map((id) => id.slice(8))]) {
    expect(keys.length - new Set(half).size).toBeLessThan(20);
  }
});

test("one character more or less changes half of the bits", () => {
  const changed = Array.from({ length: 2_000 }, (_, index) => {
    const [one, other] = [spanIdOf(`run-${index}/step#1`), spanIdOf(`run-${index}/step#2`)];
    return bits(BigInt(`0x${one}`) ^ BigInt(`0x${other}`));
  });

  const average = changed.reduce((sum, count) => sum + count, 0) / changed.length;
  expect(average).toBeGreaterThan(31);
  expect(average).toBeLessThan(33);
  expect(Math.min(...changed)).toBeGreaterThan(12);
});

function bits(value: bigint): number {
  return value.toString(2).replaceAll("0", "").length;
}
