import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { missingLines, MISSING_VARIABLE } from "./support/missing.ts";

/**
 * Once a run. What was skipped because this machine has no such server is said in one line each, whatever the files. All
 * processes of the run share one compile cache of Node: hundreds of them load the same sources, and stripping and compiling
 * those took most of their time.
 */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "gen-flows-run-"));
  const missing = join(folder, "missing");
  mkdirSync(missing);
  process.env[MISSING_VARIABLE] = missing;
  process.env["NODE_COMPILE_CACHE"] = join(folder, "compiled");
  return () => {
    for (const line of missingLines(missing)) {
      process.stdout.write(`${line}\n`);
    }
    rmSync(folder, { recursive: true });
  };
}
