import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generateFlows } from "../generate.ts";
import { PLACEMENTS } from "./placements.ts";
import type { Placement } from "./placements.ts";

interface Spec {
  readonly tasks: Readonly<Record<string, object>>;
  readonly workflows: Readonly<Record<string, object>>;
  readonly [key: string]: unknown;
}

const TASKS = ["score", "reserve", "ship", "notify"];

/**
 * Generates `generated/remote` and `generated/inline`, which are not committed: the workflow `fulfil` of the bench
 * without a server, for both engines, with providers of its own.
 *
 * @throws If the generator refuses a spec, or is not built.
 */
export function generateEngineFlows(): void {
  for (const placement of PLACEMENTS) {
    const folder = join(import.meta.dirname, "generated", placement);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "flows.json"), JSON.stringify(specOf(placement), undefined, 2));
    generateFlows(join(folder, "flows.json"));
  }
}

function specOf(placement: Placement): object {
  const spec = JSON.parse(readFileSync(join(import.meta.dirname, "../flows.json"), "utf8")) as Spec;
  const { fulfil } = spec.workflows;
  return {
    ...spec,
    $schema: "../../../../schema/gen-flows.schema.json",
    tasks: Object.fromEntries(TASKS.map((name) => [name, { ...spec.tasks[name], placement }])),
    workflows: { fulfil },
    telemetry: { serviceName: "bench", propagators: ["tracecontext", "baggage"] },
    engines: { restate: {}, temporal: { taskQueue: "bench-generated" } },
    output: { directory: "." },
  };
}
