import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** How a process ended, and what it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process that a test has started. */
export interface RunningProcess {
  /** Resolves when it has ended, however it did. */
  readonly ended: Promise<Ended>;
  /**
   * Waits for a line of its stdout that begins so, and returns the rest of it. To be called before the line is there.
   *
   * @throws Error if the process ends without one.
   */
  line(beginning: string): Promise<string>;
  /** Sends a signal to this process, and to no other. */
  kill(signal: NodeJS.Signals): void;
}

export interface ProcessOptions {
  readonly cwd: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** What to start; by default the Node that runs the tests. */
  readonly program?: string;
}

/** Starts a script on Node, or another program, with no `OTEL_*` variable but the given ones. */
export function startProcess(command: readonly string[], options: ProcessOptions): RunningProcess {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("OTEL_"));
  const child = spawn(options.program ?? process.execPath, command, {
    cwd: options.cwd,
    env: { ...Object.fromEntries(inherited), ...options.environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      resolve({ code, signal, stdout, stderr });
    });
  });
  const lines = createInterface({ input: child.stdout });
  return {
    ended,
    line: (beginning) => {
      return new Promise((resolve, reject) => {
        lines.on("line", (line) => {
          if (line.startsWith(beginning)) {
            resolve(line.slice(beginning.length));
          }
        });
        lines.once("close", () => {
          reject(new Error(`The process ended without the line "${beginning}…": ${stderr}`));
        });
      });
    },
    kill: (signal) => {
      child.kill(signal);
    },
  };
}

/** Runs a script on Node, or another program, to its end. */
export function runProcess(command: readonly string[], options: ProcessOptions): Promise<Ended> {
  return startProcess(command, options).ended;
}
