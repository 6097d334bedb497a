import { once } from "node:events";
import { createServer } from "node:http";
import { createServer as createHttp2Server, connect } from "node:http2";
import type { ClientHttp2Session, ServerHttp2Stream } from "node:http2";
import type { AddressInfo, Server, Socket } from "node:net";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { Protocol } from "./receiver.ts";

/**
 * What the front does with a request: forwards it, says that it is overloaded, that the request is bad, that it has
 * rejected all `REJECTED` spans of it, breaks off in its answer, or says nothing at all.
 */
export type Answer = "forward" | "unavailable" | "invalid" | "reject" | "break" | "nothing";

/** Counts all requests from 0. */
export type Answers = (request: number) => Answer;

/** A collector of ours in front of the receiver, that goes wrong as it is told. */
export interface Front {
  readonly url: string;
  close(): void;
  /** Listens again where it has listened before. */
  reopen(): void;
}

/** How many spans `reject` says to have rejected: those of the rows that use it. */
export const REJECTED = 12;

/** `ExportTraceServiceResponse { partial_success { rejected_spans: 12, error_message: "too old" } }` */
const REJECTION = Buffer.from([0x0a, 0x0b, 0x08, REJECTED, 0x12, 0x07, ...Buffer.from("too old")]);

/** Starts a front on a free port. */
export async function startFront(protocol: Protocol, target: string, answers: Answers): Promise<Front> {
  let count = 0;
  const next = (): Answer => {
    count += 1;
    return answers(count - 1);
  };
  const server = protocol === "http" ? httpFront(target, next) : grpcFront(target, next);
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      for (const socket of sockets) {
        socket.destroy();
      }
      server.close();
    },
    reopen: () => {
      server.listen(port, "127.0.0.1");
    },
  };
}

/** Reads a request, and answers it, unless the program has gone. */
async function respond(request: Readable, answer: (body: Buffer) => Promise<void>): Promise<void> {
  const body = await buffer(request).catch(() => undefined);
  if (body !== undefined) {
    await answer(body).catch(() => {});
  }
}

function httpFront(target: string, next: () => Answer): Server {
  const type = { "content-type": "application/x-protobuf" };
  return createServer((request, response) => {
    void respond(request, async (body) => {
      switch (next()) {
        case "forward": {
          const answer = await fetch(`${target}${request.url}`, { method: "POST", headers: type, body });
          response.writeHead(answer.status, type).end(await answer.bytes());
          break;
        }
        case "unavailable":
          response.writeHead(503).end();
          break;
        case "invalid":
          response.writeHead(400).end();
          break;
        case "reject":
          response.writeHead(200, type).end(REJECTION);
          break;
        case "break":
          response.writeHead(200, type).write("O");
          response.socket?.destroySoon();
          break;
        case "nothing":
      }
    });
  });
}

function grpcFront(target: string, next: () => Answer): Server {
  const session = connect(target).on("error", () => {});
  session.unref();
  return createHttp2Server().on("stream", (stream, headers) => {
    void respond(stream, async (body) => {
      switch (next()) {
        case "forward":
          answerCall(stream, await call(session, String(headers[":path"]), body));
          break;
        case "break":
          stream.respond({ ":status": 200, "content-type": "application/grpc" });
          stream.session?.socket.destroySoon();
          break;
        case "unavailable":
          refuseCall(stream, 14);
          break;
        case "invalid":
          refuseCall(stream, 3);
          break;
        case "reject":
          answerCall(stream, Buffer.concat([Buffer.from([0, 0, 0, 0, REJECTION.length]), REJECTION]));
          break;
        case "nothing":
      }
    });
  }) as object as Server;
}

function call(session: ClientHttp2Session, path: string, body: Buffer): Promise<Buffer> {
  const headers = { ":method": "POST", ":path": path, "content-type": "application/grpc", te: "trailers" };
  const stream = session.request(headers);
  stream.end(body);
  return buffer(stream);
}

/** The receiver says yes to everything. */
function answerCall(stream: ServerHttp2Stream, message: Buffer): void {
  stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
  stream.on("wantTrailers", () => {
    stream.sendTrailers({ "grpc-status": 0 });
  });
  stream.end(message);
}

function refuseCall(stream: ServerHttp2Stream, status: number): void {
  stream.respond({ ":status": 200, "content-type": "application/grpc", "grpc-status": status }, { endStream: true });
}
