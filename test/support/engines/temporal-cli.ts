import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { noteMissing, whyMissing } from "../missing.ts";
import { runProcess } from "../process.ts";
import { REPOSITORY } from "../repository.ts";
import { findProgram } from "../servers/find-program.ts";

const SERVER = "Temporal's server";
const DOWNLOADS = join(REPOSITORY, ".cache/temporal");

/**
 * The `temporal` program: `TEMPORAL_CLI_PATH`, else the one on the PATH, else the one that Temporal's SDK downloads.
 *
 * @throws Error that says why there is none.
 */
export async function temporalCli(): Promise<string> {
  const given = process.env["TEMPORAL_CLI_PATH"];
  if (given !== undefined && given !== "") {
    return given;
  }
  return findProgram("temporal") ?? downloaded() ?? download();
}

/** Why there is none, in this and the other test files of the run; `undefined` if there is one. */
export async function missingTemporalCli(): Promise<string | undefined> {
  const known = whyMissing(SERVER);
  if (known !== undefined) {
    return known;
  }
  try {
    await temporalCli();
    return undefined;
  } catch (error) {
    const { message } = error as Error;
    noteMissing(SERVER, message);
    return message;
  }
}

/** In a process of its own, because the SDK has one native runtime a process, which tests may want to set up. */
async function download(): Promise<string> {
  mkdirSync(DOWNLOADS, { recursive: true });
  const { stderr } = await runProcess([join(import.meta.dirname, "download-temporal-cli.ts"), DOWNLOADS], {
    cwd: REPOSITORY,
  });
  const path = downloaded();
  if (path === undefined) {
    throw new Error(`no TEMPORAL_CLI_PATH, no temporal on the PATH, and the SDK's download failed (${stderr.trim()})`);
  }
  return path;
}

function downloaded(): string | undefined {
  const names = existsSync(DOWNLOADS) ? readdirSync(DOWNLOADS) : [];
  const name = names.find((candidate) => candidate.startsWith("temporal-cli") && !candidate.endsWith(".downloading"));
  return name === undefined ? undefined : join(DOWNLOADS, name);
}
