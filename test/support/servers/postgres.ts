import { execFile } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePorts } from "../engines/free-ports.ts";
import { startServer } from "../engines/server-process.ts";
import { findProgram } from "./find-program.ts";

/** A PostgreSQL on loopback, with an empty database. */
export interface PostgresServer extends AsyncDisposable {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  /** `postgresql://user@host:port/database`. */
  readonly url: string;
}

const HOST = "127.0.0.1";
const USER = "postgres";
const DATABASE = "postgres";

/** Debian's, a folder for each version. */
const DEBIAN = "/usr/lib/postgresql";

/** `nobody`: PostgreSQL refuses to run as root. */
const NOBODY = { uid: 65_534, gid: 65_534 };

const run = promisify(execFile);

/** Where one of PostgreSQL's programs is, if there is one. */
export function postgresProgram(name: "initdb" | "postgres"): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  return findProgram(name, versions.map((version) => join(DEBIAN, version, "bin")));
}

/**
 * Starts one. Resolves when it serves; `Symbol.asyncDispose` ends it and removes its data.
 *
 * @throws Error if there is no such program, or it does not start.
 */
export async function startPostgres(): Promise<PostgresServer> {
  const initdb = postgresProgram("initdb");
  const program = postgresProgram("postgres");
  if (initdb === undefined || program === undefined) {
    throw new Error("there is no initdb or postgres");
  }
  const folder = mkdtempSync(join(tmpdir(), "gen-flows-postgres-"));
  const user = process.getuid?.() === 0 ? NOBODY : undefined;
  if (user !== undefined) {
    chownSync(folder, user.uid, user.gid);
  }
  const data = join(folder, "data");
  const options = ["--username", USER, "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync"];
  await run(initdb, ["--pgdata", data, ...options], { cwd: folder, ...user });
  const [port = 0] = await freePorts(1);
  const settings = {
    listen_addresses: HOST,
    port,
    unix_socket_directories: "",
    fsync: "off",
  };
  const server = await startServer({
    name: "PostgreSQL",
    program,
    arguments: ["-D", data, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])],
    cwd: folder,
    // SIGTERM waits for clients; this one does not.
    stopSignal: "SIGINT",
    ...(user !== undefined && { user }),
    ready: (log) => log.includes("database system is ready to accept connections"),
  });
  return {
    host: HOST,
    port,
    user: USER,
    database: DATABASE,
    url: `postgresql://${USER}@${HOST}:${port}/${DATABASE}`,
    [Symbol.asyncDispose]: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
