import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../../generator/cli/main.ts", import.meta.url));

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandSettings {
  readonly cwd?: string;
  /** For standard input. */
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The Node to run on. */
  readonly node?: string;
}

/** Runs the command line as a process of its own, with no terminal anywhere. */
export async function genFlows(words: readonly string[], settings: CommandSettings = {}): Promise<CommandResult> {
  const { NO_COLOR: _noColor, FORCE_COLOR: _forceColor, DEBUG: _debug, GITHUB_WORKSPACE: _workspace, ...env } = process.env;
  const child = spawn(settings.node ?? process.execPath, [MAIN, ...words], {
    cwd: settings.cwd,
    env: { ...env, LC_ALL: "C.UTF-8", ...settings.env },
  });
  // The process may end before it has read its input.
  child.stdin.on("error", () => undefined);
  child.stdin.end(settings.input ?? "");
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", resolve);
    }),
  ]);
  return { code, stdout, stderr };
}
