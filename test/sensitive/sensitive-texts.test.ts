import { array, assert, constantFrom, property, string } from "fast-check";
import { expect, test } from "vitest";
import { sensitiveTexts, withoutTexts } from "../../runtime/src/task/sensitive-texts.ts";
import type { SensitiveTexts } from "../../runtime/src/task/sensitive-texts.ts";

function listOf(texts: SensitiveTexts): readonly string[] {
  return [...texts.values()].flat();
}

test("values of fewer than 4 characters are no reason to take a text apart", () => {
  const input = { pin: "123", in: { pin: ["1234", 12_345, true] }, other: "open" };
  expect(listOf(sensitiveTexts({ fields: { pin: "mask" } }, { input, context: { pin: "5678" } }))).toEqual(["12345", "1234", "5678"]);
});

test("values that are sensitive as a whole, and values that go round in circles", () => {
  const input: { text: string; own?: object } = { text: "within" };
  input.own = input;
  expect(listOf(sensitiveTexts({ input: "mask" }, { input, context: undefined }))).toEqual(["within"]);
});

test("the longest of those that begin alike is taken out, and nothing around it", () => {
  const texts = sensitiveTexts({ input: "mask" }, { input: ["card", "card 4111", "4111"], context: undefined });
  expect(withoutTexts("a card 4111-4111, a card, a car", texts)).toBe("a [REDACTED]-[REDACTED], a [REDACTED], a car");
});

test("no value is left, whatever stands beside it", () => {
  const word = string({ unit: constantFrom("a", "b", "%"), maxLength: 8 });
  assert(
    property(array(word), array(word), (values, words) => {
      const texts = sensitiveTexts({ input: "mask" }, { input: values, context: undefined });
      const shown = withoutTexts(words.join("") + values.join("") + JSON.stringify(words), texts);
      const found = listOf(texts).filter((text) => shown.includes(text));
      expect(found).toEqual([]);
    }),
  );
});
