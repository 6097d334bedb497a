import type { Agent } from "node:http";
import type { Socket } from "node:net";
import type { Certificates } from "./otlp-certificates.ts";

/**
 * Makes an agent whose connections do not keep the process alive, not even while a request is under way: whoever
 * wants the answer waits for it with a timer of its own.
 *
 * @param protocol `http:` or `https:`.
 */
export function createBackgroundAgent(protocol: string, certificates: Certificates): Agent {
  const agent = createAgent(protocol, certificates);
  const createConnection = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => {
    // Through a proxy, the connection to the destination comes later, by the callback.
    const socket = createConnection(options, (error, made) => {
      unref(made);
      callback?.(error, made);
    });
    unref(socket);
    return socket;
  };
  // A connection that was idle begins to keep the process alive here.
  const reuseSocket = agent.reuseSocket.bind(agent);
  agent.reuseSocket = (socket, request) => {
    reuseSocket(socket, request);
    (socket as Socket).unref();
  };
  return agent;
}

function unref(socket: unknown): void {
  (socket as Socket | null | undefined)?.unref();
}

function createAgent(protocol: string, certificates: Certificates): Agent {
  // An agent of one's own takes no notice of proxies unless it is told to.
  const options = { keepAlive: true, ...(usesProxies() && { proxyEnv: process.env }) };
  if (protocol === "https:") {
    const https = process.getBuiltinModule("node:https");
    return new https.Agent({ ...options, ...certificates });
  }
  const http = process.getBuiltinModule("node:http");
  return new http.Agent(options);
}

/**
 * Whether Node is asked to send HTTP through the proxies that `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` name.
 *
 * @see https://nodejs.org/api/http.html#built-in-proxy-support
 */
export function usesProxies(): boolean {
  return process.env["NODE_USE_ENV_PROXY"] === "1";
}
