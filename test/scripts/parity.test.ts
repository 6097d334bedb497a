import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { checkParity, missingRows } from "../../scripts/parity/check-parity.ts";
import { parityRows } from "../../scripts/parity/parity-rows.ts";
import { testTitles } from "../../scripts/parity/test-titles.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const THIS = "`test/scripts/parity.test.ts`";
const SOURCE = readFileSync(new URL("parity.test.ts", import.meta.url), "utf8");

test("docs/parity.md has every row, and names tests that exist", () => {
  const page = readFileSync(new URL("../../docs/parity.md", import.meta.url), "utf8");
  expect(checkParity(page, ROOT)).toEqual([]);
  expect(missingRows(page)).toEqual([]);
  expect(parityRows(page)).toHaveLength(119);
});

describe("a row", () => {
  test.each([
    ["with a test of another name", `| S0-01 | what | \`key\` | ${THIS} › no such test |`, "S0-01: test/scripts/parity.test.ts has no test \"no such test\""],
    ["with a file that is gone", "| S0-01 | what | `key` | `test/gone.test.ts` › a row |", "S0-01: test/gone.test.ts is not there"],
    ["without a test", "| S4-G1 | what | `key` |  |", "S4-G1: names no test: write `test/….test.ts` › title"],
    ["that is there twice", `| S0-01 | a \\| b | \`key\` | ${THIS} › a row |\n| S0-01 | what | | ${THIS} › a row |`, "S0-01: is there twice"],
  ])("%s is a problem", (_, page, problem) => {
    expect(checkParity(page, ROOT)).toEqual([`docs/parity.md:${page.split("\n").length}: ${problem}`]);
  });

  test("with tests that exist is none", () => {
    const page = `| S0-01 | what | \`key\` | ${THIS} › a row<br>${THIS} › without a test is a problem |`;
    expect(checkParity(page, ROOT)).toEqual([]);
    expect(parityRows(page)[0]?.tests).toHaveLength(2);
  });
});

test("a page that lacks rows is told which", () => {
  const missing = missingRows(`| S0-01 | what | \`key\` | ${THIS} › a row |`);
  expect(missing).toHaveLength(118);
  expect(missing[0]).toBe("docs/parity.md: S0-02: is missing");
  expect(missing.at(-1)).toBe("docs/parity.md: S4-G9: is missing");
});

test(`titles are found with what stands in their holes (${THIS.length > 0 ? "any" : ""})`, () => {
  const titles = testTitles(SOURCE);
  const finds = (title: string) => titles.some((pattern) => pattern.test(title));
  expect(finds("titles are found with what stands in their holes (any)")).toBe(true);
  expect(finds("with a file that is gone is a problem")).toBe(true);
  expect(finds("a row")).toBe(true);
  expect(finds("docs/parity.md")).toBe(false);
  expect(testTitles('test.each(ROWS)("$name", () => {});')).toEqual([]);
});
