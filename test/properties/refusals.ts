import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as fc from "fast-check";
import { compile } from "../../generator/pipeline.ts";
import { mutants } from "./mutate.ts";
import { randomSpecs } from "./random-spec.ts";

/** What became of mutated specs. */
export interface Refusals {
  /** Ended in an error that says where. */
  readonly refused: number;
  /** The change did no harm. */
  readonly accepted: number;
  /** Of the slowest, in milliseconds. */
  readonly longest: number;
  /** Texts that ended otherwise, and how. */
  readonly problems: readonly { readonly text: string; readonly problem: string }[];
}

/** Without their telemetry: what it may say is not all supported, and would be refused of every mutant. */
const SPECS = ["checkout", "documents", "etl"].map((name) => {
  const text = readFileSync(new URL(`../validate/specs/${name}.json`, import.meta.url), "utf8");
  return { ...(JSON.parse(text) as object), telemetry: { provider: "adopt" } };
});

/** Compiles mutated specs until so many were refused. */
export function checkRefusals(seed: number, count: number): Refusals {
  const valid = fc.sample(randomSpecs, { seed, numRuns: 40 }).map(({ document }) => document);
  const arbitrary = mutants([...SPECS, ...valid]);
  const problems: { text: string; problem: string }[] = [];
  let refused = 0;
  let accepted = 0;
  let longest = 0;
  for (let round = 0; refused < count; round += 1) {
    for (const text of fc.sample(arbitrary, { seed: seed + round, numRuns: Math.min(count - refused, 500) })) {
      const start = performance.now();
      const { isRefused, problem } = compileText(text);
      longest = Math.max(longest, performance.now() - start);
      refused += Number(isRefused);
      accepted += Number(!isRefused && problem === undefined);
      if (problem !== undefined) {
        problems.push({ text, problem });
      }
    }
  }
  return { refused, accepted, longest, problems };
}

function compileText(text: string): { readonly isRefused: boolean; readonly problem?: string } {
  try {
    const { diagnostics } = compile({ specs: ["-"], stdin: text, cwd: tmpdir() });
    const bad = diagnostics.find(
      ({ at, message, help }) => at === undefined || message.trim() === "" || help.some((line) => line.trim() === ""),
    );
    const isRefused = diagnostics.some(({ severity }) => severity === "error");
    return { isRefused, ...(bad && { problem: `${bad.code} ${bad.message} (${bad.at === undefined ? "nowhere" : "somewhere"})` }) };
  } catch (error) {
    return { isRefused: false, problem: error instanceof Error ? String(error.stack) : String(error) };
  }
}
