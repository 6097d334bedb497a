import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeSpec, makeWorkflows } from "./generation/make-spec.ts";
import { timeProcess } from "./generation/timed-process.ts";
import { COMMAND_LINE } from "./generate.ts";
import { columns } from "./report/columns.ts";

/** How often each size is measured: the larger, the less often. */
const SIZES = [
  { count: 10, times: 11 },
  { count: 100, times: 7 },
  { count: 1_000, times: 3 },
];

/** Workflows of ten steps each, with six expressions a step. */
const WORKFLOWS = [1, 2, 4, 8, 16];

const STARTS = 15;

/** Times the generator, whole processes: `node bench/generation.ts`. */
function main(): void {
  const folder = mkdtempSync(join(tmpdir(), "gen-flows-bench-"));
  try {
    const bare = timeProcess(["-e", "0"], folder, STARTS);
    const version = timeProcess([COMMAND_LINE, "--version"], folder, STARTS);
    const rows = SIZES.map(({ count, times }) => measureSize(folder, count, times));
    const workflows = measureWorkflows(folder);
    process.stdout.write(
      `${columns([["ms, medians", "cold", "unchanged", "one task edited", "check"], ...rows])}
${columns([["ms, medians", "lines", "generate", "a workflow more"], ...workflows])}
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

/** What a further workflow costs: one start of the checker is for all of them. */
function measureWorkflows(folder: string): readonly (readonly string[])[] {
  let before: { readonly count: number; readonly time: number } | undefined;
  return WORKFLOWS.map((count) => {
    process.stderr.write(`${count} workflows …\n`);
    const text = makeWorkflows(count);
    writeFileSync(join(folder, "flows.json"), text);
    const time = timeProcess([COMMAND_LINE, "flows.json"], folder, STARTS);
    const more = before === undefined ? "" : ((time - before.time) / (count - before.count)).toFixed(1);
    before = { count, time };
    return [`${count} workflows`, String(text.split("\n").length - 1), format(time), more];
  });
}

function format(milliseconds: number): string {
  return milliseconds.toFixed(0);
}

main();
