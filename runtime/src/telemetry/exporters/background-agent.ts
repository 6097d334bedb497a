import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Socket } from "node:net";
import type { Certificates } from "./otlp-certificates.ts";

/**
 * Makes an agent whose connections do not keep the process alive, not even while a request is under way: whoever
 * wants the answer waits for it with a timer of its own.
 *
 * @param protocol `http:` or `https:`.
 */
export function createBackgroundAgent(protocol: string, certificates: Certificates): HttpAgent | HttpsAgent {
  const agent =
    protocol === "https:" ? new HttpsAgent({ keepAlive: true, ...certificates }) : new HttpAgent({ keepAlive: true });
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
