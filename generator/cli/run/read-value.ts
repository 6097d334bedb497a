import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import type { StageResult } from "../../stage.ts";
import { parseJson } from "../../load/json.ts";
import type { SourceFile } from "../../source/source-file.ts";
import { UsageError } from "../usage-error.ts";

/**
 * Reads the value of an option: JSON itself, `@` and the path of a JSON file, or `-` for standard input.
 *
 * @param option What diagnostics call a value that is in no file: `--input`.
 * @returns The value, undefined where a diagnostic says what is wrong with it.
 * @throws UsageError if there is no such file.
 */
export async function readValue(option: string, value: string): Promise<StageResult<unknown>> {
  const file = await readSource(option, value);
  const { diagnostics } = parseJson(file);
  return diagnostics.some(({ severity }) => severity === "error")
    ? { value: undefined, diagnostics }
    : { value: JSON.parse(file.text), diagnostics };
}

async function readSource(option: string, value: string): Promise<SourceFile> {
  const source = { absolutePath: undefined, format: "json" } as const;
  if (value === "-") {
    return { ...source, path: "<stdin>", text: await text(process.stdin) };
  }
  if (!value.startsWith("@")) {
    return { ...source, path: option, text: value };
  }
  const path = value.slice(1);
  try {
    // A byte order mark is no part of JSON.
    return { ...source, path, text: readFileSync(path, "utf8").replace(/^\uFEFF/, "") };
  } catch (error) {
    throw new UsageError(`the input file \`${path}\` cannot be read: ${(error as Error).message}`);
  }
}
