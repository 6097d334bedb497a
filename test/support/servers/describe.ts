import { describe } from "vitest";
import { noteMissing } from "../missing.ts";
import { postgresProgram } from "./postgres.ts";
import { redisProgram } from "./redis.ts";

/** `describe` for what needs a Redis. Skipped where there is none; the run says so once, at its end. */
export const describeRedis = describe.skipIf(missing("Redis", redisProgram(), "there is no redis-server"));

/** `describe` for what needs a PostgreSQL. Skipped where there is none; the run says so once, at its end. */
export const describePostgres = describe.skipIf(
  missing("PostgreSQL", postgresProgram("initdb"), "there is no initdb, on the PATH or where Debian installs it"),
);

function missing(what: string, program: string | undefined, why: string): boolean {
  if (program === undefined) {
    noteMissing(what, why);
  }
  return program === undefined;
}
