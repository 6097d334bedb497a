import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePorts } from "../engines/free-ports.ts";
import { startServer } from "../engines/server-process.ts";
import { findProgram } from "./find-program.ts";

/** A RabbitMQ on loopback, with its default user and virtual host, and nothing else in it. */
export interface RabbitmqServer extends AsyncDisposable {
  readonly host: string;
  readonly port: number;
  /** `amqp://user:password@host:port`. */
  readonly url: string;
}

const HOST = "127.0.0.1";

/** Debian's. The one on the PATH gives up root, and writes where the package does. */
const DEBIAN = "/usr/lib/rabbitmq/bin/rabbitmq-server";

/** Where the server's programs are, if they are there: its own, and the one that knows the ports of Erlang's nodes. */
export function rabbitmqPrograms(): { readonly server: string; readonly epmd: string } | undefined {
  const server = existsSync(DEBIAN) ? DEBIAN : findProgram("rabbitmq-server");
  const epmd = findProgram("epmd");
  return server === undefined || epmd === undefined ? undefined : { server, epmd };
}

/**
 * Starts one. Resolves when it serves; `Symbol.asyncDispose` ends it and removes its data.
 *
 * @throws Error if there is no such program, or it does not start.
 */
export async function startRabbitmq(): Promise<RabbitmqServer> {
  const programs = rabbitmqPrograms();
  if (programs === undefined) {
    throw new Error("there is no rabbitmq-server or epmd");
  }
  const folder = mkdtempSync(join(tmpdir(), "gen-flows-rabbitmq-"));
  const [port = 0, epmdPort = 0, nodePort = 0] = await freePorts(3);
  // A server without one starts it for the whole machine, and leaves it behind.
  const epmd = await startServer({
    name: "epmd",
    program: programs.epmd,
    arguments: ["-address", HOST, "-port", `${epmdPort}`, "-d"],
    cwd: folder,
    ready: (log) => log.includes("epmd running"),
  });
  const server = await startServer({
    name: "RabbitMQ",
    program: programs.server,
    arguments: [],
    environment: {
      HOME: folder,
      ERL_EPMD_PORT: `${epmdPort}`,
      // The script becomes the server, so that a signal reaches it.
      RUNNING_UNDER_SYSTEMD: "true",
      RABBITMQ_NODENAME: "gen-flows@localhost",
      RABBITMQ_NODE_IP_ADDRESS: HOST,
      RABBITMQ_NODE_PORT: `${port}`,
      RABBITMQ_DIST_PORT: `${nodePort}`,
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: "-kernel inet_dist_use_interface {127,0,0,1}",
      RABBITMQ_CONF_ENV_FILE: join(folder, "environment"),
      RABBITMQ_CONFIG_FILE: join(folder, "rabbitmq"),
      RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, "plugins"),
      RABBITMQ_MNESIA_BASE: folder,
      RABBITMQ_LOG_BASE: folder,
      RABBITMQ_LOGS: "-",
    },
    cwd: folder,
    ready: (log) => log.includes("Server startup complete"),
  });
  return {
    host: HOST,
    port,
    url: `amqp://guest:guest@${HOST}:${port}`,
    [Symbol.asyncDispose]: async () => {
      // Nothing in it is kept, so that it need not be asked to end.
      await server.kill();
      await epmd.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
