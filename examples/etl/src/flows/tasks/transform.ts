import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { pathToFileURL } from "node:url";
import { readJsonLines, toJsonLines } from "../../json-lines.ts";
import { workFile } from "../../paths.ts";
import { toRow } from "../../row.ts";
import type { RawRow, Row } from "../../row.ts";
import type { Transform } from "../generated/tasks/transform.ts";

export const transform: Transform = async (input, task): ReturnType<Transform> => {
  let rows = 0;
  let rejected = 0;
  async function* sales(): AsyncGenerator<Row> {
    for (const batch of input.batches) {
      for await (const raw of readJsonLines<RawRow>(batch.uri)) {
        task.heartbeat();
        const row = toRow(raw);
        if (row === undefined) {
          rejected += 1;
        } else {
          rows += 1;
          yield row;
        }
      }
    }
  }
  const path = await workFile(task.idempotencyKey);
  await pipeline(sales, toJsonLines, createWriteStream(path), { signal: task.signal });
  return { uri: pathToFileURL(path).href, rows, rejected };
};
