import { readdir } from "node:fs/promises";
import { inbox } from "../../paths.ts";
import type { ListSources } from "../generated/tasks/list-sources.ts";

export const listSources: ListSources = async (input): ReturnType<ListSources> => {
  const files = await readdir(inbox(input.day));
  return files.toSorted().flatMap((file) => {
    const match = /^(\w+)\.(pos|web)\.csv$/.exec(file);
    return match === null ? [] : [{ region: match[1] ?? "", kind: match[2] === "pos" ? "pos" : "web" }];
  });
};
