import { traced } from "@gen-flows/runtime";
import type { CountWords } from "../generated/tasks/count-words.ts";

/** A function that knows nothing of workflows: its span is below that of whoever calls it. */
const split = traced("split", (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== ""));

export const countWords: CountWords = async (input): ReturnType<CountWords> => {
  return split(input.text).length;
};
