import { createReadStream, createWriteStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { pathToFileURL } from "node:url";
import { parse } from "csv-parse";
import { toJsonLines } from "../../json-lines.ts";
import { inbox, workFile } from "../../paths.ts";
import { COLUMNS } from "../../row.ts";
import type { ExtractHandler } from "../generated/tasks/extract.ts";

/** Regions whose first attempt fails, to show a retry: `FAIL_ONCE=west`. */
const failOnce = new Set((process.env["FAIL_ONCE"] ?? "").split(","));

export const extract: ExtractHandler = async (input, task): ReturnType<ExtractHandler> => {
  if (failOnce.delete(input.region)) {
    throw new Error(`The store of ${input.region} did not answer`);
  }
  const folder = inbox(input.day);
  const file = (await readdir(folder)).find((name) => name.startsWith(`${input.region}.`));
  if (file === undefined) {
    throw new Error(`There is no file of ${input.region}`);
  }
  const rows = parse({
    columns: (columns: string[]) => {
      if (columns.join() !== COLUMNS.join()) {
        task.fail("SchemaDrift", { columns });
      }
      return columns;
    },
  });
  rows.on("data", () => {
    task.heartbeat();
  });
  const path = await workFile(task.idempotencyKey);
  await pipeline(createReadStream(join(folder, file)), rows, toJsonLines, createWriteStream(path), {
    signal: task.signal,
  });
  return { uri: pathToFileURL(path).href, rows: rows.info.records };
};
