// Kills workers and servers at random moments, and looks at what becomes of the runs. `CHAOS_ROUNDS` (50) rounds of each
// fault on each engine; `CHAOS_SEED` repeats what a seed did; `CHAOS_ENGINES=restate` and `CHAOS_FAULTS=worker,server`
// choose; with `CHAOS_PLACEMENT=inline` tasks run in the workers of their workflows. Ends with 1 if a round fails.
import { missingTemporalCli } from "../../support/engines/temporal-cli.ts";
import type { DurableEngineName } from "../../support/engines/deployment.ts";
import { seeded } from "./random.ts";
import { generateRelay, startServerRig } from "./rig.ts";
import { FAULTS, round } from "./rounds.ts";

const rounds = Number(process.env["CHAOS_ROUNDS"] ?? 50);
const seed = Number(process.env["CHAOS_SEED"] ?? Math.floor(Math.random() * 2 ** 32));
const engines = chosen("CHAOS_ENGINES", ["restate", "temporal"] as const);
const faults = chosen("CHAOS_FAULTS", FAULTS);
const placement = process.env["CHAOS_PLACEMENT"] === "inline" ? "inline" : "remote";
const missing = await missingTemporalCli();

for (const signal of ["SIGINT", "SIGTERM"]) {
  // Takes what was started along.
  process.once(signal, () => process.exit(1));
}

console.log(`CHAOS_SEED=${seed} CHAOS_ROUNDS=${rounds} CHAOS_PLACEMENT=${placement}`);
const project = await generateRelay(placement);
try {
  for (const engine of engines) {
    if (engine === "temporal" && missing !== undefined) {
      console.log(`Skipped: Temporal: ${missing}`);
    } else {
      await onEngine(engine);
    }
  }
} finally {
  project.remove();
}

async function onEngine(engine: DurableEngineName): Promise<void> {
  await using rig = await startServerRig(project, engine);
  for (const fault of faults) {
    const random = seeded(seed);
    const startedAt = performance.now();
    let [failures, gaps] = [0, 0];
    for (let number = 1; number <= rounds; number += 1) {
      const report = await round(rig, fault, `${fault.replaceAll(" ", "-")}-${number}`, random);
      gaps += report.gaps;
      if (report.problems.length > 0) {
        failures += 1;
        process.exitCode = 1;
        console.log([`${engine}, ${fault}, round ${number}:`, ...report.problems].join("\n  "));
      }
    }
    const seconds = Math.round((performance.now() - startedAt) / 1_000);
    console.log(`${engine}, ${fault}: ${rounds} rounds, ${failures} failed, ${gaps} attempts killed, ${seconds} s`);
  }
}

function chosen<Name extends string>(variable: string, all: readonly Name[]): readonly Name[] {
  const names = process.env[variable]?.split(",");
  return all.filter((name) => names === undefined || names.includes(name));
}
