import type { ClientHttp2Session, ClientHttp2Stream, IncomingHttpHeaders } from "node:http2";
import { compress } from "./compress.ts";
import { explainedConnectionError, ExportError } from "./export-error.ts";
import { connectGrpc } from "./grpc-connection.ts";
import { grpcError } from "./grpc-status.ts";
import type { OtlpSignal } from "./otlp-options.ts";
import type { OtlpSettings } from "./otlp-settings.ts";
import type { OtlpTransport } from "./otlp-transport.ts";

const PATHS: Readonly<Record<OtlpSignal, string>> = {
  traces: "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
  metrics: "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
  logs: "/opentelemetry.proto.collector.logs.v1.LogsService/Export",
};

/** A byte that says whether the message is compressed, and four with its length. */
const PREFIX_LENGTH = 5;

/**
 * Makes unary gRPC calls over an HTTP/2 connection that does not keep the process alive. One of `@grpc/grpc-js` does
 * while a call is under way, by its socket and by timers that cannot be reached; there is no other way to tell a
 * program that is at its end from one that is not.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md
 */
export function createGrpcTransport(settings: OtlpSettings, signal: OtlpSignal): OtlpTransport {
  let connection: Promise<ClientHttp2Session> | undefined;
  let session: ClientHttp2Session | undefined;
  const connected = async (deadline: AbortSignal): Promise<ClientHttp2Session> => {
    if (session === undefined || session.closed || session.destroyed) {
      connection ??= connectGrpc(settings, deadline);
      try {
        session = await connection;
      } finally {
        connection = undefined;
      }
    }
    return session;
  };
  return {
    send: async (data, timeout) => {
      const deadline = AbortSignal.timeout(Math.max(Math.ceil(timeout), 0));
      try {
        const message = await frame(data, settings.compression);
        const stream = (await connected(deadline)).request(headersOf(settings, signal), { signal: deadline });
        stream.end(message);
        return await answerOf(stream);
      } catch (error) {
        if (deadline.aborted) {
          // The connection may be dead without anybody having said so: the next call gets a new one.
          session?.destroy();
          throw new ExportError(`no answer within ${Math.ceil(timeout)} ms`, { retryable: true, cause: error });
        }
        throw await explainedConnectionError(error, settings.endpoint, "http/2");
      }
    },
    shutdown: () => {
      session?.close();
    },
  };
}

function headersOf(settings: OtlpSettings, signal: OtlpSignal): Record<string, string> {
  return {
    "user-agent": "gen-flows",
    ...settings.headers,
    ":method": "POST",
    ":path": PATHS[signal],
    "content-type": "application/grpc",
    te: "trailers",
    ...(settings.compression === "gzip" && { "grpc-encoding": "gzip" }),
  };
}

async function frame(data: Uint8Array, compression: OtlpSettings["compression"]): Promise<Buffer> {
  const message = compression === "gzip" ? await compress(data) : data;
  const prefix = Buffer.alloc(PREFIX_LENGTH);
  prefix.writeUInt8(compression === "gzip" ? 1 : 0);
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
}

async function answerOf(stream: ClientHttp2Stream): Promise<Uint8Array> {
  let fields: IncomingHttpHeaders = {};
  const collect = (more: IncomingHttpHeaders): void => {
    fields = { ...fields, ...more };
  };
  // The status comes in the trailers, or in the headers if there is nothing else.
  stream.on("response", collect).on("trailers", collect);
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk);
  }
  if (isCutOff(fields)) {
    // Node ends the stream of a connection that is closed as if all were well.
    throw Object.assign(new Error("the connection was closed without an answer"), { code: "ECONNRESET" });
  }
  if (fields["grpc-status"] === "0") {
    return Buffer.concat(chunks).subarray(PREFIX_LENGTH);
  }
  throw grpcError(fields);
}

/** There is no answer, or only its beginning. Pages of other servers have a status, but not the type of gRPC. */
function isCutOff(fields: IncomingHttpHeaders): boolean {
  const isGrpc = String(fields["content-type"]).startsWith("application/grpc");
  return fields[":status"] === undefined || (isGrpc && fields["grpc-status"] === undefined);
}
