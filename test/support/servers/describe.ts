import { describe } from "vitest";
import { noteMissing } from "../missing.ts";
import { postgresProgram } from "./postgres.ts";
import { rabbitmqPrograms } from "./rabbitmq.ts";
import { redisProgram } from "./redis.ts";

/** `describe` for what needs a Redis. Skipped where there is none; the run says so once, at its end. */
export const describeRedis = describe.skipIf(isRedisMissing());

/** `describe` for what needs a Redis and a PostgreSQL. */
export const describeDatabases = describe.skipIf(isPostgresMissing() || isRedisMissing());

/** `describe` for what needs a RabbitMQ. */
export const describeRabbitmq = describe.skipIf(missing("RabbitMQ", rabbitmqPrograms()?.server, "there is no rabbitmq-server or epmd"));

function isRedisMissing(): boolean {
  return missing("Redis", redisProgram(), "there is no redis-server");
}

function isPostgresMissing(): boolean {
  return missing("PostgreSQL", postgresProgram("initdb"), "there is no initdb, on the PATH or where Debian installs it");
}

function missing(what: string, program: string | undefined, why: string): boolean {
  if (program === undefined) {
    noteMissing(what, why);
  }
  return program === undefined;
}
