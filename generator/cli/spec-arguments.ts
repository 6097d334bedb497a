import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import { suggest } from "../diagnostics/suggest.ts";
import type { GenerateOptions } from "../pipeline.ts";
import type { SpecOptions } from "./command-line.ts";
import { commandTable } from "./command-table.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Turns the specs of a command line into what the pipeline takes, and reads standard input where one of them is `-`.
 *
 * @throws UsageError where a word is rather a mistyped command than a file.
 */
export async function readSpecArguments(
  specs: readonly string[],
  { overlay = [], out }: SpecOptions & { readonly out?: string },
): Promise<GenerateOptions> {
  for (const spec of specs) {
    refuseUnknownCommand(spec);
  }
  const options: GenerateOptions = {
    specs: [...new Set(specs)],
    cwd: process.cwd(),
    overlays: overlay,
    ...(out === undefined ? {} : { out }),
  };
  return specs.includes("-") ? { ...options, stdin: await text(process.stdin) } : options;
}

/** A bare word that is no file was meant as a command: "there is no file `chekc`" would not help. */
function refuseUnknownCommand(word: string): void {
  if (!/^[a-z]+$/i.test(word) || existsSync(resolve(word))) {
    return;
  }
  const commands = Object.keys(commandTable);
  if (Object.hasOwn(commandTable, word)) {
    throw new UsageError(`the command \`${word}\` has to come first`, `write \`gen-flows ${word} …\``);
  }
  const meant = suggest(word, commands);
  throw new UsageError(
    `\`${word}\` is neither a command nor a file`,
    meant === undefined
      ? `the commands are ${commands.map((name) => `\`${name}\``).join(", ")}; without one, \`gen-flows <spec…>\` generates`
      : `did you mean \`${meant}\`?`,
  );
}
