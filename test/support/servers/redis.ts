import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePorts } from "../engines/free-ports.ts";
import { startServer } from "../engines/server-process.ts";
import { findProgram } from "./find-program.ts";

/** A Redis on loopback, with nothing in it. */
export interface RedisServer extends AsyncDisposable {
  readonly host: string;
  readonly port: number;
  /** `redis://host:port`. */
  readonly url: string;
}

const HOST = "127.0.0.1";

/** Where the server's program is, if there is one. */
export function redisProgram(): string | undefined {
  return findProgram("redis-server", ["/usr/bin", "/usr/local/bin"]);
}

/**
 * Starts one. Resolves when it serves; `Symbol.asyncDispose` ends it and removes its data.
 *
 * @throws Error if there is no such program, or it does not start.
 */
export async function startRedis(): Promise<RedisServer> {
  const program = redisProgram();
  if (program === undefined) {
    throw new Error("there is no redis-server");
  }
  const folder = mkdtempSync(join(tmpdir(), "gen-flows-redis-"));
  const [port = 0] = await freePorts(1);
  const server = await startServer({
    name: "Redis",
    program,
    arguments: ["--port", `${port}`, "--bind", HOST, "--dir", folder, "--save", "", "--appendonly", "no"],
    cwd: folder,
    ready: (log) => log.includes("Ready to accept connections"),
  });
  return {
    host: HOST,
    port,
    url: `redis://${HOST}:${port}`,
    [Symbol.asyncDispose]: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
