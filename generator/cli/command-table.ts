import type { ExitCode } from "./exit-code.ts";

/** What each file under `commands/` exports as `run`. It prints for itself; only bugs and `UsageError` are thrown. */
export type RunCommand = (words: readonly string[]) => Promise<ExitCode>;

export interface CommandEntry {
  readonly usage: string;
  readonly summary: string;
  /** Commands are imported when they are called for: most of them need little of the generator. */
  readonly load: () => Promise<{ readonly run: RunCommand }>;
}

/** The command that runs where none is named. */
export const generateEntry: CommandEntry = {
  usage: "<spec...>",
  summary: "generate typed, traced workflows from JSON or YAML specs",
  load: () => import("./commands/generate.ts"),
};

/** The commands that have a name. */
export const commandTable: Readonly<Record<string, CommandEntry>> = {
  check: {
    usage: "check <spec...>",
    summary: "say whether specs are valid and the generated files are what they say, for CI",
    load: () => import("./commands/check.ts"),
  },
  deps: {
    usage: "deps <spec>",
    summary: "print the `npm install` line for what a spec uses",
    load: () => import("./commands/deps.ts"),
  },
  explain: {
    usage: "explain [code]",
    summary: "say why a diagnostic is reported, and how to mend it",
    load: () => import("./commands/explain.ts"),
  },
  inspect: {
    usage: "inspect --<part> <spec>",
    summary: "print a spec's telemetry as OpenTelemetry's declarative configuration, or what engines see of it",
    load: () => import("./commands/inspect.ts"),
  },
  run: {
    usage: "run <spec> <workflow>",
    summary: "generate, run a workflow in this process, and draw its trace",
    load: () => import("./commands/run.ts"),
  },
};
