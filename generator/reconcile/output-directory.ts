import { lstatSync, readdirSync, readFileSync } from "node:fs";
import type { Dirent, Stats } from "node:fs";
import { join, posix } from "node:path";
import { errorCodeOf } from "../source/system-error.ts";

export type EntryKind = "absent" | "file" | "directory" | "link" | "other";

/** What is on disk under the output directory. Each directory is listed once, when something in it is asked for. */
export interface OutputDirectory {
  /** Paths are relative and have `/`; `.` is the directory itself. A path below something that is no directory is absent. */
  readonly kindOf: (path: string) => EntryKind;
  /** Paths of the entries right below `path`, sorted; none where that is no directory. */
  readonly entriesOf: (path: string) => readonly string[];
  /** @throws What the file system throws. */
  readonly read: (path: string) => string;
}

/** A view of `directory`, which need not exist. It follows no links below it. */
export function viewDirectory(directory: string): OutputDirectory {
  const listings = new Map<string, ReadonlyMap<string, EntryKind>>();

  function list(path: string): ReadonlyMap<string, EntryKind> {
    const known = listings.get(path);
    if (known !== undefined) {
      return known;
    }
    const entries = kindOf(path) === "directory" ? readdirSync(join(directory, path), { withFileTypes: true }) : [];
    const listing = new Map(entries.map((entry) => [entry.name, kind(entry)]));
    listings.set(path, listing);
    return listing;
  }

  function kindOf(path: string): EntryKind {
    return path === "." ? kindOfRoot(directory) : (list(posix.dirname(path)).get(posix.basename(path)) ?? "absent");
  }

  return {
    kindOf,
    entriesOf: (path) => [...list(path).keys()].toSorted().map((name) => posix.join(path, name)),
    read: (path) => readFileSync(join(directory, path), "utf8"),
  };
}

function kindOfRoot(directory: string): EntryKind {
  try {
    return kind(lstatSync(directory));
  } catch (error) {
    if (errorCodeOf(error) === "ENOENT") {
      return "absent";
    }
    throw error;
  }
}

function kind(entry: Dirent | Stats): EntryKind {
  if (entry.isSymbolicLink()) {
    return "link";
  }
  if (entry.isFile()) {
    return "file";
  }
  return entry.isDirectory() ? "directory" : "other";
}
