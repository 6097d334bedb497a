import { join } from "node:path";

/** The folder of this repository. */
export const REPOSITORY = join(import.meta.dirname, "../..");

/** The command line, as its sources. */
export const GEN_FLOWS = join(REPOSITORY, "generator/cli/main.ts");

export const TSC = join(REPOSITORY, "node_modules/typescript/bin/tsc");
