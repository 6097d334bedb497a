import { readFile } from "node:fs/promises";
import type { ExtractHandler } from "../generated/tasks/extract.ts";

export const extract: ExtractHandler = async (input): ReturnType<ExtractHandler> => {
  const text = await readFile(input.file, "utf8");
  return text.trimEnd().split("\n");
};
