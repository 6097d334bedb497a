/** Writes the pages of `docs/` that are made from what the generator itself goes by. */
import { mkdirSync, writeFileSync } from "node:fs";
import { pages } from "./docs/pages.ts";

for (const { url, text } of pages()) {
  mkdirSync(new URL(".", url), { recursive: true });
  writeFileSync(url, text);
}
