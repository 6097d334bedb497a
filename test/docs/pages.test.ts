import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { expect, test } from "vitest";
import { explanations } from "../../generator/diagnostics/explanation.ts";
import { pages } from "../../scripts/docs/pages.ts";

const DOCS = new URL("../../docs/", import.meta.url);

test.each(pages().map((page) => ({ name: basename(page.url.pathname), ...page })))(
  "docs/$name is what `npm run docs` writes",
  ({ url, text }) => {
    expect(readFileSync(url, "utf8")).toBe(text);
  },
);

test("every code has one heading, and thus one anchor", () => {
  const headings = [...read("diagnostics.md").matchAll(/^### (.*)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual(explanations.map(({ code }) => code));
});

test("links lead to anchors that are there", () => {
  const anchors = new Set([...read("diagnostics.md").matchAll(/^### (.*)$/gm)].map(([, heading]) => heading?.toLowerCase()));
  const links = [...read("expressions.md").matchAll(/\(diagnostics\.md#(\w+)\)/g)].map(([, anchor]) => anchor);
  expect(links.length).toBeGreaterThan(20);
  expect(links.filter((anchor) => !anchors.has(anchor))).toEqual([]);
});

test("what expressions can call is shown with its signature and its comment", () => {
  const text = read("expressions.md");
  expect(text).toContain("| `at(index: number): string \\| undefined` | The character at an index; negative indexes count from the end. |");
  expect(text).toContain("| `find(predicate: (item: T, index: number) => unknown): T \\| undefined` | The first item for which a condition holds. |");
  expect(text).toContain("| `Math.PI: number` |");
  expect(text).toContain("| `Number(value: string \\| number \\| boolean): number` |");
  expect(text).not.toContain("Symbol");
});

function read(name: string): string {
  return readFileSync(new URL(name, DOCS), "utf8");
}
