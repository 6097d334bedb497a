import { suggest } from "../../diagnostics/suggest.ts";
import type { Program } from "../../ir/program.ts";
import { UsageError } from "../usage-error.ts";

/** What the command line gives a run, as it is written there. */
export interface RunOptions {
  readonly input?: string;
  readonly context?: string;
  /** `<name>=<value>` each. */
  readonly signal: readonly string[];
}

/** `review={"approved":true}`, taken apart. */
export function splitSignal(option: string): { readonly name: string; readonly value: string } {
  const end = option.indexOf("=");
  if (end < 1) {
    throw new UsageError(`\`--signal ${option}\` names no signal and its value`, "write `--signal <name>=<json>`");
  }
  return { name: option.slice(0, end), value: option.slice(end + 1) };
}

/** @throws UsageError if the options do not fit the workflow. */
export function checkRunOptions({ linked: { spec, workflows } }: Program, path: string, name: string, options: RunOptions): void {
  const linked = workflows.find(({ workflow }) => workflow.name === name);
  if (linked === undefined) {
    throw new UsageError(`\`${path}\` has no workflow \`${name}\``, whatThereIs(name, [...spec.workflows.keys()]));
  }
  const { workflow, signals } = linked;
  if (workflow.input !== undefined && options.input === undefined) {
    throw new UsageError(
      `workflow \`${name}\` takes an input`,
      "give it with `--input '<json>'`, `--input @<file>`, or `--input -` for standard input",
    );
  }
  if (workflow.input === undefined && options.input !== undefined) {
    throw new UsageError(`workflow \`${name}\` takes no input`, "leave out `--input`");
  }
  if (spec.context.length === 0 && options.context !== undefined) {
    throw new UsageError(`\`${path}\` declares no \`context\``, "leave out `--context`");
  }
  for (const signal of options.signal.map(splitSignal)) {
    if (signals.every((known) => known.name !== signal.name)) {
      const known = signals.map((other) => other.name);
      throw new UsageError(`workflow \`${name}\` waits for no signal \`${signal.name}\``, whatThereIs(signal.name, known));
    }
  }
}

function whatThereIs(name: string, known: readonly string[]): string {
  const meant = suggest(name, known);
  return meant === undefined
    ? `it has ${known.map((other) => `\`${other}\``).join(", ") || "none"}`
    : `did you mean \`${meant}\`?`;
}
