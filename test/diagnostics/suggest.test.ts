import * as fc from "fast-check";
import { expect, test } from "vitest";
import { editDistance, suggest } from "../../generator/diagnostics/suggest.ts";

test.each([
  ["maxConcurency", ["items", "as", "maxConcurrency", "onError"], "maxConcurrency"],
  ["otlp-grpc", ["otlphttp", "otlpgrpc"], "otlpgrpc"],
  ["max_attempts", ["maxAttempts", "maximumAttempts"], "maxAttempts"],
  ["scroe", ["score", "core"], "score"],
  ["stok", ["stock", "stop"], "stock"],
  ["lowst", ["lowest", "text"], "lowest"],
  ["x", ["y", "z"], undefined],
  ["id", ["as", "in"], undefined],
  ["er", ["workflow", "err", "steps"], "err"],
  ["paymentReference", ["input", "retry", "catch"], undefined],
  ["", ["task"], undefined],
  ["task", ["task"], undefined],
  ["task", [], undefined],
])("%s among %j: %s", (word, candidates, suggestion) => {
  expect(suggest(word, candidates)).toBe(suggestion);
});

test.each([
  ["", "", 0],
  ["", "abc", 3],
  ["ab", "ba", 1],
  ["ca", "abc", 3],
  ["kitten", "sitting", 3],
  ["maximum", "maxmium", 1],
])("from %j to %j it takes %i", (from, to, distance) => {
  expect(editDistance(from, to)).toBe(distance);
});

test("the distance is symmetric, and 0 only between equal words", () => {
  const word = fc.string({ maxLength: 8, unit: fc.constantFrom("a", "b", "c") });
  fc.assert(
    fc.property(word, word, (one, other) => {
      expect(editDistance(one, other)).toBe(editDistance(other, one));
      expect(editDistance(one, other) === 0).toBe(one === other);
      expect(editDistance(one, other)).toBeLessThanOrEqual(Math.max(one.length, other.length));
    }),
  );
});
