import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parityRows } from "./parity-rows.ts";
import type { TestReference } from "./parity-rows.ts";
import { ROW_IDS } from "./row-ids.ts";
import { testTitles } from "./test-titles.ts";

/** What is wrong with the page: tests that are not there, rows that name none, and rows that are there twice. */
export function checkParity(text: string, root: string): readonly string[] {
  const titles = new Map<string, readonly RegExp[] | undefined>();
  const seen = new Set<string>();
  const titlesOf = (file: string) => {
    if (!titles.has(file)) {
      const path = join(root, file);
      titles.set(file, existsSync(path) ? testTitles(readFileSync(path, "utf8")) : undefined);
    }
    return titles.get(file);
  };
  const problemOf = ({ file, title }: TestReference): string | undefined => {
    if (file === "" || title === "") {
      return "names no test: write `test/….test.ts` › title";
    }
    const known = titlesOf(file);
    if (known === undefined) {
      return `${file} is not there`;
    }
    return known.some((pattern) => pattern.test(title)) ? undefined : `${file} has no test "${title}"`;
  };
  return parityRows(text).flatMap(({ id, line, tests }) => {
    const repeated = seen.has(id) ? ["is there twice"] : [];
    seen.add(id);
    const problems = [...repeated, ...tests.flatMap((reference) => problemOf(reference) ?? [])];
    return problems.map((problem) => `docs/parity.md:${line}: ${id}: ${problem}`);
  });
}

/** The rows that a complete page has, and this one has not. */
export function missingRows(text: string): readonly string[] {
  const present = new Set(parityRows(text).map(({ id }) => id));
  return ROW_IDS.filter((id) => !present.has(id)).map((id) => `docs/parity.md: ${id}: is missing`);
}
