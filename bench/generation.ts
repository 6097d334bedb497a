import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeSpec } from "./generation/make-spec.ts";
import { timeProcess } from "./generation/timed-process.ts";
import { COMMAND_LINE } from "./generate.ts";
import { columns } from "./report/columns.ts";

/** How often each size is measured: the larger, the less often. */
const SIZES = [
  { count: 10, times: 11 },
  { count: 100, times: 7 },
  { count: 1_000, times: 3 },
];

const STARTS = 15;

/** Times the generator, whole processes: `node bench/generation.ts`. */
function main(): void {
  const folder = mkdtempSync(join(tmpdir(), "gen-flows-bench-"));
  try {
    const bare = timeProcess(["-e", "0"], folder, STARTS);
    const version = timeProcess([COMMAND_LINE, "--version"], folder, STARTS);
    const rows = SIZES.map(({ count, times }) => measureSize(folder, count, times));
    process.stdout.write(
      `${columns([["ms, medians", "cold", "unchanged", "one task edited", "check"], ...rows])}
node -e 0: ${format(bare)}   gen-flows --version: ${format(version)} (${(version / bare).toFixed(2)} of it)
`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measureSize(folder: string, count: number, times: number): readonly string[] {
  process.stderr.write(`${count} tasks …\n`);
  const spec = join(folder, "flows.json");
  const generate = [COMMAND_LINE, "flows.json"];
  const forget = (): void => {
    for (const made of ["flows", "node_modules"]) {
      rmSync(join(folder, made), { recursive: true, force: true });
    }
  };
  writeFileSync(spec, makeSpec(count));
  const cold = timeProcess(generate, folder, times, forget);
  const unchanged = timeProcess(generate, folder, times);
  let edited = false;
  const afterEdit = timeProcess(generate, folder, times, () => {
    edited = !edited;
    writeFileSync(spec, makeSpec(count, edited));
  });
  const check = timeProcess([COMMAND_LINE, "check", "flows.json"], folder, times);
  return [`${count} tasks`, ...[cold, unchanged, afterEdit, check].map(format)];
}

function format(milliseconds: number): string {
  return milliseconds.toFixed(0);
}

main();
