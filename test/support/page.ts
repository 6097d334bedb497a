import { readFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "./repository.ts";

/**
 * The files that a page of `docs/` shows, by their paths: blocks that begin with a comment that is a path.
 *
 * @param name Such as `queues.md`.
 */
export function filesOfPage(name: string): Readonly<Record<string, string>> {
  const page = readFileSync(join(REPOSITORY, "docs", name), "utf8");
  return Object.fromEntries(
    [...page.matchAll(/^```\w+\n(?:\/\/|#) ([\w./-]+\.\w+)\n(.*?)^```$/gms)].map(([, path = "", code = ""]) => [path, code]),
  );
}
