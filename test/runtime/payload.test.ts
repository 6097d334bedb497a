import { expect, test } from "vitest";
import { assertJson } from "../../runtime/src/task/index.ts";

class Money {
  readonly cents = 5;
}

const cycle: Record<string, unknown> = {};
cycle["self"] = { again: cycle };
const shared = { a: 1 };

test.each([
  undefined,
  null,
  "text",
  0,
  { nested: [{ deep: [true, null] }], absent: undefined },
  Object.assign(Object.create(null) as object, { a: 1 }),
  [shared, shared],
])("JSON: %o", (value) => {
  expect(() => {
    assertJson(value, "It");
  }).not.toThrow();
});

test.each([
  [new Date(0), "It must be JSON: there is an instance of Date."],
  [{ a: { b: [1, new Map()] } }, "It must be JSON: there is an instance of Map at .a.b[1]."],
  [{ price: new Money() }, "It must be JSON: there is an instance of Money at .price."],
  [[1n], "It must be JSON: there is a bigint at [0]."],
  [{ run: () => 1 }, "It must be JSON: there is a function at .run."],
  [{ key: Symbol("s") }, "It must be JSON: there is a symbol at .key."],
  [{ ratio: Number.NaN }, "It must be JSON: there is NaN at .ratio."],
  [[undefined], "It must be JSON: there is undefined, which would become null at [0]."],
  [cycle, "It must be JSON: there is a cycle at .self.again."],
])("not JSON: %o", (value, message) => {
  expect(() => {
    assertJson(value, "It");
  }).toThrow(message);
});
