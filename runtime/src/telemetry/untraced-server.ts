import { EventEmitter } from "node:events";
import type { Server } from "node:http";

/**
 * Lets a server of ours, which answers probes and scrapes, be no server of the application: its requests make no spans, and
 * are not measured. Instrumentations of `http` learn of requests from the `emit` that all servers share.
 */
export function untraced(server: Server): Server {
  return Object.assign(server, { emit: EventEmitter.prototype.emit });
}
