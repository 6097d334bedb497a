import { Command, CommanderError, Option } from "commander";
import { printData } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** A commander command that prints help to standard output and leaves errors and exits to us. */
export function createCommand(name: string, summary: string): Command {
  return new Command(name)
    .description(summary)
    .helpOption("-h, --help", "show this help")
    .exitOverride()
    .configureOutput({ writeOut: printData, writeErr: () => undefined, outputError: () => undefined });
}

/**
 * Parses the words after the command's name.
 *
 * @returns False where help was asked for, and shown.
 * @throws UsageError if the words do not fit the command.
 */
export function parseCommand(command: Command, words: readonly string[]): boolean {
  try {
    command.parse(words, { from: "user" });
    return true;
  } catch (error) {
    if (!(error instanceof CommanderError)) {
      throw error;
    }
    if (error.code === "commander.helpDisplayed") {
      return false;
    }
    throw toUsageError(error, command);
  }
}

function toUsageError(error: CommanderError, command: Command): UsageError {
  const [sentence = "", suggestion = ""] = error.message.replace(/^error: /, "").split("\n");
  const [message = "", choices] = sentence.replaceAll("'", "`").replace(/\.$/, "").split(". Allowed choices are ");
  const meant = /^\(Did you mean (?:one of )?(.*)\?\)$/.exec(suggestion)?.[1];
  return new UsageError(
    message.replace(/^missing required argument `(.*)`$/, "missing argument `<$1>`").replace(". Expected ", ": expected "),
    meant !== undefined
      ? `did you mean ${quote(meant)}?`
      : choices !== undefined
        ? `it can be ${quote(choices)}`
        : `\`${command.name()} --help\` shows what there is`,
  );
}

/** `a, b` becomes `` `a` or `b` ``. */
function quote(words: string): string {
  return words
    .split(", ")
    .map((word) => `\`${word}\``)
    .join(" or ");
}

/** What commands take that read specs. */
export interface SpecOptions {
  readonly overlay?: readonly string[];
}

export function addSpecOptions(command: Command): Command {
  return command.option(
    "--overlay <file>",
    "lay a file over the spec's `telemetry` and `defaults`; several times: the last one wins",
    (file: string, before: readonly string[] = []) => [...before, file],
  );
}

/** How diagnostics are printed: for people, as one JSON document, or as annotations of GitHub Actions. */
const REPORTERS = ["pretty", "json", "github"] as const;

export type Reporter = (typeof REPORTERS)[number];

/** What commands take that compare generated files with the disk. */
export interface OutputOptions extends SpecOptions {
  readonly out?: string;
  readonly json?: true;
  readonly reporter: Reporter;
}

export function addOutputOptions(command: Command): Command {
  return addSpecOptions(command)
    .option("--out <directory>", "where the generated files are; default: what the spec says, else `src/flows`")
    .option("--json", "print one JSON document to standard output; short for `--reporter json`")
    .addOption(new Option("--reporter <name>", "how to print diagnostics").choices(REPORTERS).default("pretty"));
}

/** @throws UsageError if two reporters are asked for. */
export function reporterOf({ json, reporter }: OutputOptions): Reporter {
  if (json === true && reporter === "github") {
    throw new UsageError("`--json` and `--reporter github` contradict each other", "give one of them");
  }
  return json === true ? "json" : reporter;
}
