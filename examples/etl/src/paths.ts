import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";

const root = resolve(process.env["DATA_DIRECTORY"] ?? "data");

/** Where the CSV files of a day are. */
export function inbox(day: string): string {
  return join(root, "inbox", day);
}

/** The file that one task writes. It is the same for every attempt, so that a retry overwrites what failed. */
export async function workFile(idempotencyKey: string): Promise<string> {
  const folder = join(root, "work");
  await mkdir(folder, { recursive: true });
  return join(folder, `${idempotencyKey.replaceAll("/", "-")}.jsonl`);
}

/** The SQLite database. */
export function database(): string {
  return join(root, "sales.sqlite");
}
