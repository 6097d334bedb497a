import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { describe } from "vitest";
import { noteMissing, whyMissing } from "../missing.ts";
import { runProcess } from "../process.ts";
import { findProgram } from "../servers/find-program.ts";

const PYTHON = "Python with OpenTelemetry's packages";
const REQUIREMENTS = join(import.meta.dirname, "requirements.txt");

/** The oldest Python that the packages run on. */
const OLDEST = [3, 10] as const;

/**
 * The `python` of a virtual environment with the packages of `requirements.txt`. It is made once, in the user's cache, for these
 * versions.
 *
 * @throws Error that says why there is none.
 */
export async function pythonProgram(): Promise<string> {
  const python = findProgram("python3");
  if (python === undefined) {
    throw new Error("there is no python3");
  }
  const version = (await run(python, ["-c", "import sys; print(*sys.version_info[:3], sep='.')"])).trim();
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    throw new Error(`python3 is ${version}, and ${OLDEST.join(".")} is the oldest that will do`);
  }
  const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "gen-flows");
  const key = createHash("sha256").update(`${python} ${version}\n`).update(readFileSync(REQUIREMENTS));
  const environment = join(cache, `python-${key.digest("hex").slice(0, 16)}`);
  if (!existsSync(environment)) {
    await createEnvironment(python, cache, environment);
  }
  return join(environment, "bin/python");
}

/** `describe` for what needs it. Skipped where there is none; the run says so once, at its end. */
export const describePython = describe.skipIf(await isMissing());

async function isMissing(): Promise<boolean> {
  if (whyMissing(PYTHON) !== undefined) {
    return true;
  }
  try {
    await pythonProgram();
    return false;
  } catch (error) {
    noteMissing(PYTHON, (error as Error).message);
    return true;
  }
}

/** Beside its place, so that what is in its place is whole. */
async function createEnvironment(python: string, cache: string, environment: string): Promise<void> {
  mkdirSync(cache, { recursive: true });
  const made = mkdtempSync(join(cache, "python-"));
  try {
    await run(python, ["-m", "venv", made]);
    const options = ["--quiet", "--disable-pip-version-check", "--no-input", "--retries", "1", "--timeout", "15"];
    await run(join(made, "bin/python"), ["-m", "pip", "install", ...options, "--requirement", REQUIREMENTS]);
    renameSync(made, environment);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

async function run(program: string, command: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runProcess(command, { cwd: import.meta.dirname, program });
  if (code !== 0) {
    const why = stderr.trim().split("\n").at(-1)?.replace(/^ERROR: /, "");
    throw new Error(`python3 ${command.slice(0, 3).join(" ")} failed (${why ?? code})`);
  }
  return stdout;
}
