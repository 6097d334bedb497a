import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { INSTRUMENTATIONS } from "../ir/telemetry/instrumentations.ts";
import type { InstrumentationSettings } from "../ir/telemetry/instrumentations.ts";
import { pinnedVersions } from "./pinned-versions.ts";

/**
 * The packages of instrumentations that are not installed where the generated `instrumentation.ts` looks for them, each with
 * its version. Without one of them the application does not start.
 *
 * @param directory The absolute path of the output directory.
 */
export function missingInstrumentations(
  instrumentations: readonly InstrumentationSettings[],
  directory: string,
): readonly string[] {
  const { resolve } = createRequire(join(directory, "generated/instrumentation.ts"));
  return instrumentations
    .map(({ name }) => INSTRUMENTATIONS[name].package)
    .filter((name) => resolve.paths(name)?.some((folder) => existsSync(join(folder, name))) !== true)
    .map((name) => `${name}@${pinnedVersions[name]}`);
}
