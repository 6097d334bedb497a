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
    const socket = createConnection(options, callback);
    (socket as Socket | null | undefined)?.unref();
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

function createAgent(protocol: string, certificates: Certificates): Agent {
  if (protocol === "https:") {
    const https = process.getBuiltinModule("node:https");
    return new https.Agent({ keepAlive: true, ...certificates });
  }
  const http = process.getBuiltinModule("node:http");
  return new http.Agent({ keepAlive: true });
}
