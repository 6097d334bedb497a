import { readFileSync } from "node:fs";

const PAGE = readFileSync(new URL("../../docs/mistakes.md", import.meta.url), "utf8");

/** What the page says that gen-flows says of a mistake: its blocks of text, each as its lines. */
export function saidOf(mistake: `G${number}`): readonly (readonly string[])[] {
  const section = PAGE.split(/^## /m).find((text) => text.startsWith(`${mistake}: `)) ?? "";
  const blocks = [...section.matchAll(/^```text\n(.*?)\n```$/gms)].map(([, block = ""]) => block.split("\n"));
  if (blocks.length === 0) {
    throw new Error(`docs/mistakes.md has nothing that is said of ${mistake}`);
  }
  return blocks;
}
