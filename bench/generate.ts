import { spawnSync } from "node:child_process";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");

/** The command line, as `npm run build` leaves it. */
export const COMMAND_LINE = join(ROOT, "dist/generator/cli/main.js");

/**
 * Generates code of the bench, which is not committed: by default, `bench/flows/generated`.
 *
 * @throws If the generator refuses the spec, or is not built.
 */
export function generateFlows(spec = join(import.meta.dirname, "flows.json")): void {
  const { status, stderr } = spawnSync(process.execPath, [COMMAND_LINE, spec], { cwd: ROOT, encoding: "utf8" });
  if (status !== 0) {
    throw new Error(`The flows of the bench could not be generated. Has \`npm run build\` been run?\n${stderr}`);
  }
}
