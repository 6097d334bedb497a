import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The nearest file or folder of that name in `folder`, which need not exist, or above it. */
export function findUpwards(folder: string, name: string): string | undefined {
  const path = join(folder, name);
  if (existsSync(path)) {
    return path;
  }
  const parent = dirname(folder);
  return parent === folder ? undefined : findUpwards(parent, name);
}
