/** Writes CSV files to load: `node src/make-data.ts [day] [rows a region]`. The same arguments give the same files. */
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { inbox } from "./paths.ts";

const day = process.argv[2] ?? "2026-03-01";
const rows = Number(process.argv[3] ?? 4_000);
const sources = ["north.pos", "south.pos", "west.web", "east.web"];
const countries = ["de", "fr", "es", "", "\"at\""];

await mkdir(inbox(day), { recursive: true });
for (const source of sources) {
  await pipeline(Readable.from(lines(source)), createWriteStream(join(inbox(day), `${source}.csv`)));
}
console.log(`${sources.length} files with ${rows} rows each in ${inbox(day)}`);

/** One row in a hundred is no sale: its amount is missing or negative. */
function* lines(source: string): Generator<string> {
  yield "id,amount,country\n";
  for (let number = 1; number <= rows; number += 1) {
    const amount = number % 100 === 0 ? (number % 200 === 0 ? "" : "-1") : `${(number * 37) % 500}.${number % 90 + 10}`;
    yield `${source}-${number},${amount},${countries[number % countries.length]}\n`;
  }
}
