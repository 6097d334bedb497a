import { expect, test } from "vitest";
import { formatWaves } from "../../generator/cli/waves.ts";

test("steps that run at the same time stand in braces", () => {
  expect(formatWaves("checkout", [["fraud", "stock"], ["charge"]])).toBe("checkout: {fraud, stock} -> {charge}");
});

test("a workflow without steps says so", () => {
  expect(formatWaves("nothing", [])).toBe("nothing: no steps");
  expect(formatWaves("stub", undefined)).toBe("stub: written by hand");
});
