import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import type { StageResult } from "../../stage.ts";
import { parseJson } from "../../load/json.ts";
import type { SourceFile } from "../../source/source-file.ts";
import { UsageError } from "../usage-error.ts";

/**
 * Reads the value of `--input`: JSON itself, `@` and the path of a JSON file, or `-` for standard input.
 *
 * @returns The value, undefined where a diagnostic says what is wrong with it.
 * @throws UsageError if there is no such file.
 */
export async function readInput(option: string): Promise<StageResult<unknown>> {
  const file = await readSource(option);
  const { diagnostics } = parseJson(file);
  return diagnostics.some(({ severity }) => severity === "error")
    ? { value: undefined, diagnostics }
    : { value: JSON.parse(file.text), diagnostics };
}

async function readSource(option: string): Promise<SourceFile> {
  const source = { absolutePath: undefined, format: "json" } as const;
  if (option === "-") {
    return { ...source, path: "<stdin>", text: await text(process.stdin) };
  }
  if (!option.startsWith("@")) {
    return { ...source, path: "--input", text: option };
  }
  const path = option.slice(1);
  try {
    // A byte order mark is no part of JSON.
    return { ...source, path, text: readFileSync(path, "utf8").replace(/^\uFEFF/, "") };
  } catch (error) {
    throw new UsageError(`the input file \`${path}\` cannot be read: ${(error as Error).message}`);
  }
}
