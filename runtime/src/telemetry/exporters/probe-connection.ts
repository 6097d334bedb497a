import { usesProxies } from "./background-agent.ts";
import { proxyOf } from "./grpc-connection.ts";
import type { OtlpProtocol } from "./otlp-options.ts";

/** Milliseconds. */
const CONNECT_TIMEOUT = 2_000;

/**
 * Finds out whether anybody listens at an endpoint, without keeping the process alive.
 *
 * The exporter itself would retry a refused connection for as long as its timeout, with timers that do keep it alive.
 *
 * @returns why nobody can be reached, if so.
 */
export function probeConnection(endpoint: string): Promise<Error | undefined> {
  const url = new URL(endpoint);
  const { connect } = process.getBuiltinModule("node:net");
  return new Promise((resolve) => {
    const socket = connect({
      host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
      port: Number(url.port || (url.protocol === "https:" ? 443 : 80)),
    });
    const finish = (error?: Error) => {
      socket.destroy();
      resolve(error);
    };
    socket.unref();
    socket.once("connect", () => {
      finish();
    });
    socket.once("error", finish);
    socket.setTimeout(CONNECT_TIMEOUT, () => {
      // If the program has been busy all the time, the connection may be there and nobody has looked.
      setImmediate(finish, new Error(`no connection within ${CONNECT_TIMEOUT / 1_000} s`));
    });
  });
}

/** Whether the exporter of a protocol goes through a proxy, so that the endpoint itself need not be reachable. */
export function goesThroughProxy(protocol: OtlpProtocol, endpoint: string): boolean {
  return protocol === "grpc" ? proxyOf(new URL(endpoint)) !== undefined : usesProxies();
}
