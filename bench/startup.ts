import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { estimateMedian, median } from "./measure/statistics.ts";
import type { Estimate } from "./measure/statistics.ts";
import { columns } from "./report/columns.ts";

/** What the start of one program may cost, at most, beside that of another. */
interface Start {
  readonly name: string;
  readonly program: string;
  readonly other: string;
  /** A ratio of CPU time. */
  readonly bar: number;
}

const STARTS: readonly Start[] = [
  { name: "runtime with OTLP/HTTP : the SDK by hand", program: "otlp-http", other: "by-hand", bar: 1.15 },
  { name: "runtime with no telemetry : node with the API", program: "noop", other: "bare", bar: 1.3 },
];

const PAIRS = 40;
const WARM_UP_PAIRS = 3;

/** What a process cost, in milliseconds. */
interface Cost {
  readonly cpu: number;
  readonly wall: number;
}

/** Compares starts of whole processes, interleaved: `node bench/startup.ts`. Exits with 1 if a bar is missed. */
function main(): number {
  const rows = STARTS.map((current) => ({ ...current, ...measure(current) }));
  process.stdout.write(
    `${columns([
      ["CPU time of a start, ms", "ours", "other", "ratio", "95 %", "ratio of wall time", "95 %", "bar", ""],
      ...rows.map(({ name, bar, ours, others, cpu, wall }) => [
        name,
        ...[ours, others].map((time) => time.toFixed(0)),
        ...[cpu, wall].flatMap(cellsOf),
        `≤ ${bar}`,
        cpu.low <= bar ? "met" : "missed",
      ]),
    ])}
Medians of ${PAIRS} interleaved pairs of processes; intervals of the median of their ratios, from binomial order statistics.
A bar is missed if the whole interval lies above it.
`,
  );
  return rows.every(({ cpu, bar }) => cpu.low <= bar) ? 0 : 1;
}

function measure({ name, program, other }: Start) {
  process.stderr.write(`${name} …\n`);
  const pairs = Array.from({ length: WARM_UP_PAIRS + PAIRS }, (_, index) => {
    // Every other pair in reverse, so that a drift of the machine hits both alike.
    const [first, second] = index % 2 === 0 ? [program, other] : [other, program];
    const costs = { [first]: timeStart(first), [second]: timeStart(second) } as Record<string, Cost>;
    return { ours: costs[program] as Cost, other: costs[other] as Cost };
  }).slice(WARM_UP_PAIRS);
  const ratio = (key: keyof Cost): Estimate => estimateMedian(pairs.map((pair) => pair.ours[key] / pair.other[key]));
  return {
    ours: median(pairs.map((pair) => pair.ours.cpu)),
    others: median(pairs.map((pair) => pair.other.cpu)),
    cpu: ratio("cpu"),
    wall: ratio("wall"),
  };
}

/** @throws If the program fails. */
function timeStart(program: string): Cost {
  const folder = join(import.meta.dirname, "startup");
  const startedAt = performance.now();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--require", join(folder, "report-cpu.cjs"), join(folder, `${program}.mjs`)],
    // In development a preflight asks the collector, which is worth its time there.
    { encoding: "utf8", env: { ...process.env, NODE_ENV: "production" } },
  );
  const wall = performance.now() - startedAt;
  if (status !== 0) {
    throw new Error(`${program} ended with ${status}. Has \`npm run build\` been run?\n${stderr}`);
  }
  return { cpu: Number(stdout) / 1_000, wall };
}

function cellsOf({ median: middle, low, high }: Estimate): readonly [string, string] {
  return [middle.toFixed(3), `${low.toFixed(3)}–${high.toFixed(3)}`];
}

process.exitCode = main();
