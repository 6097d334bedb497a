import { dirname, join } from "node:path";
import { readIfPresent } from "./tsconfig.ts";
import type { ModuleOptions, TsconfigReading } from "./tsconfig.ts";

/** Settings of `module` with which the nearest package.json decides, as it does for Node. */
const AS_NODE = /^node(?:16|18|20|next)$/i;

/**
 * Whether the compiler makes CommonJS of the modules in a directory: `import.meta` is an error there.
 *
 * @param directory Absolute; a package.json is looked for here and above.
 */
export function isCommonJs(directory: string, { module }: ModuleOptions, reading: TsconfigReading): boolean {
  if (typeof module !== "string") {
    return false;
  }
  return module.toLowerCase() === "commonjs" || (AS_NODE.test(module) && nearestType(directory, reading) !== "module");
}

/** `type` of the nearest package.json. One that cannot be read is not ours to complain about. */
function nearestType(directory: string, reading: TsconfigReading): unknown {
  const text = readIfPresent(join(directory, "package.json"), reading);
  if (text !== undefined) {
    try {
      return (JSON.parse(text) as { readonly type?: unknown }).type;
    } catch {
      return undefined;
    }
  }
  const parent = dirname(directory);
  return parent === directory ? undefined : nearestType(parent, reading);
}
