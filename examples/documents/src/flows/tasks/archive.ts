import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Archive } from "../generated/tasks/archive.ts";

/** The entry is named after the call, so that another attempt overwrites what a failed one left. */
export const archive: Archive = async (input, task): ReturnType<Archive> => {
  const archiveId = createHash("sha256").update(task.idempotencyKey).digest("hex").slice(0, 16);
  const folder = process.env["ARCHIVE_DIRECTORY"] ?? "archive";
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${archiveId}.json`), `${JSON.stringify(input, undefined, 2)}\n`);
  return { archiveId };
};
