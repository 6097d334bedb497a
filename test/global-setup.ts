import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { missingLines, MISSING_VARIABLE } from "./support/missing.ts";

/** Once a run: what was skipped because this machine has no such server is said in one line each, whatever the files. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "gen-flows-run-"));
  process.env[MISSING_VARIABLE] = folder;
  return () => {
    for (const line of missingLines(folder)) {
      process.stdout.write(`${line}\n`);
    }
    rmSync(folder, { recursive: true });
  };
}
