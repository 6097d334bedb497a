import { spawnSync } from "node:child_process";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");

/** The command line, as `npm run build` leaves it. */
export const COMMAND_LINE = join(ROOT, "dist/generator/cli/main.js");

/**
 * Generates `bench/flows/generated`, which is not committed.
 *
 * @throws If the generator refuses the spec, or is not built.
 */
export function generateFlows(): void {
  const { status, stderr } = spawnSync(process.execPath, [COMMAND_LINE, "flows.json"], {
    cwd: import.meta.dirname,
    encoding: "utf8",
  });
  if (status !== 0) {
    throw new Error(`The flows of the bench could not be generated. Has \`npm run build\` been run?\n${stderr}`);
  }
}
