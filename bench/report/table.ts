import type { Estimate } from "../measure/statistics.ts";
import { columns } from "./columns.ts";
import type { Comparison, Ratio } from "./comparison.ts";

/** What the bench has shown, for people. */
export function printTable(comparisons: readonly Comparison[], rounds: number): string {
  const ratios = columns([
    ["CPU time, µs an operation", "generated", "other", "ratio", "95 %", "ratio of wall time", "95 %"],
    ...comparisons.flatMap(({ name, baseline, lean }) => [rowOf(name, baseline), ...(lean ? [rowOf(name, lean)] : [])]),
  ]);
  const verdicts = columns([
    ["verdict", "", "95 %", "bar", "target", ""],
    ...comparisons.map(({ name, bar, score, verdict }) => {
      const sign = bar.measure === "cost" ? "≤" : "≥";
      return [`${name}: ${bar.measure}`, ...cellsOf(score), `${sign} ${bar.required}`, `${sign} ${bar.target}`, verdict];
    }),
  ]);
  return `
${ratios}
${verdicts}
Medians of ${rounds} interleaved pairs, in a process for each row; intervals of the median of their ratios, from binomial order statistics.
hand-written: the same spans, attributes, links, retries and timeouts, and the same metrics where a meter provider is registered. lean: spans and the spec's attributes only.
cost: CPU time, generated : hand-written. throughput: runs a CPU second, generated : hand-written.
A bar is missed if the whole interval lies on its wrong side.
`;
}

function rowOf(name: string, { to, generated, other, cpu, wall }: Ratio): readonly string[] {
  return [`${name} : ${to}`, generated.cpu.toFixed(2), other.cpu.toFixed(2), ...cellsOf(cpu), ...cellsOf(wall)];
}

function cellsOf({ median, low, high }: Estimate): readonly [string, string] {
  return [median.toFixed(3), `${low.toFixed(3)}–${high.toFixed(3)}`];
}
