import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MISSING_TEMPORAL_VARIABLE } from "./support/engines/temporal-cli.ts";

/** Once a run: what was skipped because this machine has no Temporal is said in one line, whatever the files. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "gen-flows-run-"));
  const note = join(folder, "missing-temporal");
  process.env[MISSING_TEMPORAL_VARIABLE] = note;
  return () => {
    if (existsSync(note)) {
      process.stdout.write(`Skipped: the tests that need Temporal's server: ${readFileSync(note, "utf8")}\n`);
    }
    rmSync(folder, { recursive: true });
  };
}
