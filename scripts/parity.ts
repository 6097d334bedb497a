/** Fails when `docs/parity.md` names a test that does not exist, or lacks a row. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { checkParity, missingRows } from "./parity/check-parity.ts";
import { parityRows } from "./parity/parity-rows.ts";

const page = readFileSync(new URL("../docs/parity.md", import.meta.url), "utf8");
const problems = [...checkParity(page, fileURLToPath(new URL("..", import.meta.url))), ...missingRows(page)];
for (const problem of problems) {
  console.error(problem);
}
const rows = parityRows(page);
console.log(`${rows.length} rows, ${rows.reduce((total, { tests }) => total + tests.length, 0)} tests, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;
