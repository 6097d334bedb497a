import { describe } from "vitest";
import { missingTemporalCli } from "./temporal-cli.ts";

/** `describe` for what needs Temporal's server. Skipped where there is none; the run says so once, at its end. */
export const describeTemporal = describe.skipIf((await missingTemporalCli()) !== undefined);
