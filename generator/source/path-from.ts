import { dirname, resolve } from "node:path";
import type { SourceFile } from "./source-file.ts";

/** What a path means that stands in a file: it starts from the file's folder; from the working directory for standard input. */
export function pathFrom({ absolutePath }: SourceFile, path: string): string {
  return absolutePath === undefined ? path : resolve(dirname(absolutePath), path);
}
