import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Where the folder is that holds what the tests of this run have looked for and not found, a file for each. */
export const MISSING_VARIABLE = "GEN_FLOWS_TEST_MISSING";

/** Why a test of this run has not found it; `undefined` if none has looked yet, or it was found. */
export function whyMissing(what: string): string | undefined {
  const note = noteOf(what);
  return note !== undefined && existsSync(note) ? readFileSync(note, "utf8") : undefined;
}

/**
 * Lets the run say once, at its end, that the tests that need it were skipped.
 *
 * @param what It, such as `Redis`.
 */
export function noteMissing(what: string, why: string): void {
  const note = noteOf(what);
  if (note !== undefined) {
    writeFileSync(note, why);
  }
}

/** What was missing in this run, one line each. */
export function missingLines(folder: string): readonly string[] {
  return readdirSync(folder).map((what) => {
    return `Skipped: the tests that need ${what}: ${readFileSync(join(folder, what), "utf8")}`;
  });
}

function noteOf(what: string): string | undefined {
  const folder = process.env[MISSING_VARIABLE];
  return folder === undefined ? undefined : join(folder, what);
}
