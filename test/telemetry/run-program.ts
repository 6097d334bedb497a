import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The lines that gen-flows wrote to stderr. */
  readonly warnings: readonly string[];
}

export interface ProgramOptions {
  readonly arguments?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Sent once the program has printed `ready`, or what `signalAfter` says. */
  readonly signal?: NodeJS.Signals;
  /** A part of what the program writes to stderr. */
  readonly signalAfter?: string;
  /** Called once the program has printed `ready`, with what sends it a signal. */
  readonly onReady?: (kill: (signal: NodeJS.Signals) => void) => void;
}

/** Runs one of `programs/` in a process of its own, with no `OTEL_*` variable but the given ones. */
export function runProgram(name: string, options: ProgramOptions = {}): Promise<Ended> {
  const file = fileURLToPath(new URL(`programs/${name}.ts`, import.meta.url));
  const inherited = Object.entries(process.env).filter(([variable]) => !variable.startsWith("OTEL_"));
  const child = spawn(process.execPath, ["--no-warnings", file, ...(options.arguments ?? [])], {
    env: { ...Object.fromEntries(inherited), ...options.environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  let ready = false;
  let signalled = false;
  const signal = (): void => {
    if (options.signal !== undefined && !signalled) {
      signalled = true;
      child.kill(options.signal);
    }
  };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    if (!ready && stdout.includes("ready")) {
      ready = true;
      options.onReady?.((sent) => child.kill(sent));
      if (options.signalAfter === undefined) {
        signal();
      }
    }
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    if (options.signalAfter !== undefined && stderr.includes(options.signalAfter)) {
      signal();
    }
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      const warnings = stderr.split("\n").filter((line) => line.startsWith("gen-flows: "));
      resolve({ code, signal, stdout, stderr, warnings });
    });
  });
}
