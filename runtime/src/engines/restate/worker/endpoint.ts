import { createServer as createHttpServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import type { ServerHttp2Session } from "node:http2";
import { createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import { createEndpointHandler } from "@restatedev/restate-sdk";
import type { EndpointOptions } from "@restatedev/restate-sdk";
import { untraced } from "../../../telemetry/untraced-server.ts";

/** A server that speaks to Restate, by HTTP/2 without TLS, and to health probes, which speak HTTP/1.1, on one port. */
export interface EndpointServer {
  readonly port: number;
  /**
   * Health probes and whoever wants to have something done are told 503 from now on, so that Restate asks elsewhere. What is
   * under way stays connected: told to open no more streams, Restate would at times drop those that it has just opened.
   */
  refuse(): void;
  close(): Promise<void>;
}

const SERVICE_UNAVAILABLE = 503;

/** How HTTP/2 begins, whatever follows. */
const PREFACE = "PRI * HTTP/2.0";

type Endpoint = Pick<EndpointOptions, "services" | "identityKeys" | "journalValueCodecProvider" | "logger">;

/** @throws what `listen` rejects with, such as that the port is taken. */
export async function startEndpoint(endpoint: Endpoint, port: number): Promise<EndpointServer> {
  const handle = createEndpointHandler(endpoint);
  const sessions = new Set<ServerHttp2Session>();
  const sockets = new Set<Socket>();
  let isRefusing = false;
  const http2 = createHttp2Server((request, response) => {
    if (isRefusing) {
      response.writeHead(SERVICE_UNAVAILABLE).end();
    } else {
      handle(request, response);
    }
  }).on("session", (session) => {
    sessions.add(session);
    session.once("close", () => sessions.delete(session));
  });
  const http1 = untraced(createHttpServer((request, response) => {
    answerProbe(request, response, isRefusing);
  }));
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    socket.once("readable", () => {
      const first = socket.read() as Buffer | null;
      if (first === null) {
        socket.destroy();
        return;
      }
      socket.unshift(first);
      const isHttp2 = first.subarray(0, PREFACE.length).toString("latin1") === PREFACE.slice(0, first.length);
      (isHttp2 ? http2 : http1).emit("connection", socket);
    });
  });
  await listen(server, port);
  return {
    port: (server.address() as AddressInfo).port,
    refuse() {
      isRefusing = true;
    },
    async close() {
      const closed = new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
      for (const session of sessions) {
        session.destroy();
      }
      for (const socket of sockets) {
        socket.destroy();
      }
      await closed;
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** As the SDK answers them by HTTP/2. */
function answerProbe({ url = "/" }: IncomingMessage, response: ServerResponse, isRefusing: boolean): void {
  const isHealth = new URL(url, "http://localhost").pathname === "/health";
  const [status, text] = isHealth ? (isRefusing ? [SERVICE_UNAVAILABLE, "STOPPING"] : [200, "OK"]) : [404, "There is /health, and Restate's protocol by HTTP/2."];
  response.writeHead(status, { "content-type": "text/plain" }).end(text);
}
