import { createServer } from "node:http";
import type { Server } from "node:http";
import { once } from "node:events";
import { untraced } from "../../../telemetry/untraced-server.ts";

const VARIABLE = "GEN_FLOWS_HEALTH_PORT";

const HIGHEST_PORT = 65_535;

/** An endpoint that says whether the worker works, for whoever restarts it. */
export interface HealthEndpoint {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Answers every GET with 200 and the state of the worker while it takes work, and with 503 once it does not any more.
 *
 * @param port 0 takes any that is free.
 * @throws Error if it is not free.
 */
export async function startHealthEndpoint(port: number, state: () => string): Promise<HealthEndpoint> {
  const server = untraced(createServer((_, response) => {
    const status = state();
    response.writeHead(status === "RUNNING" ? 200 : 503, { "content-type": "application/json" });
    response.end(JSON.stringify({ status }));
  }));
  server.listen(port);
  await once(server, "listening");
  return {
    port: portOf(server),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/**
 * Where the endpoint listens: as the program says, else as the environment does; undefined for none.
 *
 * @throws {RangeError} if that is no port.
 */
export function healthPortOf(given: number | undefined): number | undefined {
  const text = process.env[VARIABLE] ?? "";
  const port = given ?? (text === "" ? undefined : Number(text));
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= HIGHEST_PORT)) {
    throw new RangeError(`The port of the health endpoint must be a number from 0 to ${HIGHEST_PORT}, and is \`${given ?? text}\`.`);
  }
  return port;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
