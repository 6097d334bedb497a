import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Ocr } from "../generated/tasks/ocr.ts";

/** The documents of this example are text already; a form feed ends a page. */
export const ocr: Ocr = async (input, task): ReturnType<Ocr> => {
  const text = await readFile(fileURLToPath(input.uri), { encoding: "utf8", signal: task.signal });
  return { pages: text.split("\f") };
};
