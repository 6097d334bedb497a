import { spawnSync } from "node:child_process";
import { GEN_FLOWS } from "../support/repository.ts";

/** A diagnostic, as the command line has printed it. */
export interface Reported {
  readonly severity: string;
  readonly code: string;
  readonly message: string;
  readonly at: string | undefined;
}

/** Runs commands in a folder, with `gen-flows` among them; what that has reported meanwhile. */
export function runCommands(
  commands: string,
  cwd: string,
  environment: Readonly<Record<string, string>> = {},
): readonly Reported[] {
  const { NO_COLOR: _noColor, FORCE_COLOR: _forceColor, ...env } = process.env;
  const script = `gen-flows() { "$NODE" "$GEN_FLOWS" "$@"; }\n${commands}\n`;
  const { stderr, error } = spawnSync("bash", ["-c", script], {
    cwd,
    encoding: "utf8",
    env: { ...env, ...environment, NODE: process.execPath, GEN_FLOWS },
  });
  if (error !== undefined) {
    throw error;
  }
  return [...stderr.matchAll(/^(error|warning)\[(GF\d{4})\]: (.*)\n(?: *--> (.*)\n)?/gm)].map(
    ([, severity = "", code = "", message = "", at]) => ({ severity, code, message, at }),
  );
}
