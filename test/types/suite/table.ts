import type { Group } from "./groups.ts";
import type { Verdict } from "./measure.ts";

/** What a tool made of all groups. */
export interface Row {
  readonly tool: string;
  readonly generated: number;
  readonly compiled: number;
  readonly clean: number;
  /** Invalid instances that are refused. */
  readonly caught: number;
  /** Those of them in clean groups. */
  readonly caughtInClean: number;
  /** Valid instances that are refused. */
  readonly refused: number;
}

export function rowOf(tool: string, verdicts: readonly Verdict[]): Row {
  const clean = verdicts.filter(({ outcome }) => outcome === "clean");
  const broken = verdicts.filter(({ outcome }) => outcome === "not compiled");
  const missing = verdicts.filter(({ outcome }) => outcome === "not generated");
  return {
    tool,
    generated: verdicts.length - missing.length,
    compiled: verdicts.length - missing.length - broken.length,
    clean: clean.length,
    caught: sum(verdicts.map(({ caught }) => caught)),
    caughtInClean: sum(clean.map(({ caught }) => caught)),
    refused: sum(verdicts.map(({ refused }) => refused)),
  };
}

/** A line a keyword: groups, clean ones, and invalid instances that are refused. */
export function printKeywords(verdicts: readonly Verdict[]): void {
  console.log(`${"keyword".padEnd(26)} ${"groups".padStart(6)} ${"clean".padStart(6)} ${"invalid caught".padStart(16)}`);
  for (const [keyword, each] of Map.groupBy(verdicts, ({ group }) => group.keyword)) {
    const clean = each.filter(({ outcome }) => outcome === "clean").length;
    const caught = `${sum(each.map((verdict) => verdict.caught))} of ${countInvalid(each.map(({ group }) => group))}`;
    console.log(`${keyword.padEnd(26)} ${String(each.length).padStart(6)} ${String(clean).padStart(6)} ${caught.padStart(16)}`);
    for (const { group, outcome, reason } of each) {
      if (reason !== undefined) {
        console.log(`    ${group.description}: ${outcome}: ${reason}`);
      }
    }
  }
}

/** A line a tool. */
export function printTable(rows: readonly Row[], groups: readonly Group[]): void {
  const tests = groups.flatMap((group) => group.tests).length;
  const invalid = countInvalid(groups);
  console.log(`\n${groups.length} groups, ${tests - invalid} valid and ${invalid} invalid instances\n`);
  const columns = ["generated", "compiled", "clean", "caught in clean", "caught", "valid refused"];
  const width = Math.max(...rows.map(({ tool }) => tool.length));
  console.log(["tool".padEnd(width), ...columns].join("  "));
  for (const row of rows) {
    const cells = [row.generated, row.compiled, row.clean, row.caughtInClean, row.caught, row.refused];
    const padded = cells.map((cell, index) => String(cell).padStart(columns[index]?.length ?? 0));
    console.log([row.tool.padEnd(width), ...padded].join("  "));
  }
}

function countInvalid(groups: readonly Group[]): number {
  return groups.flatMap((group) => group.tests).filter((test) => !test.valid).length;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
