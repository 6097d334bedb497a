import { ENGINE_TITLES } from "../../ir/engines.ts";
import type { Comparison } from "./compare-plans.ts";

/** A line for people: "checkout: 3 runs under way on Restate: 2 can go on, 1 would break". */
export function describeComparison({ workflow, engine, same, elsewhere, broken, unknown }: Comparison): string {
  const count = same + elsewhere + broken + unknown;
  const title = ENGINE_TITLES[engine];
  if (count === 0) {
    return `${workflow}: no runs under way on ${title}`;
  }
  const parts = [
    [same, "can go on"],
    [broken, "would break"],
    [elsewhere, "can go on only with the worker of their own version"],
    [unknown, "of an unknown plan"],
  ] as const;
  const said = parts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
  return `${workflow}: ${count} ${count === 1 ? "run" : "runs"} under way on ${title}: ${said.join(", ")}`;
}
