import { connect } from "node:http2";
import type { ClientHttp2Session, ClientHttp2Stream, IncomingHttpHeaders } from "node:http2";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { ExportResponse, IExporterTransport } from "@opentelemetry/otlp-exporter-base";
import type { OtlpSignal } from "./otlp-options.ts";
import type { OtlpSettings } from "./otlp-settings.ts";

const PATHS = {
  traces: "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
  metrics: "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
};

/** A byte that says whether the message is compressed, and four with its length. */
const PREFIX_LENGTH = 5;

const compress = promisify(gzip);

/** The call came to its end, and that was not a good one. `deliveryAdvice` looks at the code. */
class GrpcError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(`gRPC status ${code}${message === "" ? "" : `: ${message}`}`);
    this.code = code;
  }
}

/**
 * Makes unary gRPC calls over an HTTP/2 connection that does not keep the process alive. One of `@grpc/grpc-js` does
 * while a call is under way, by its socket and by timers that cannot be reached; there is no other way to tell a
 * program that is at its end from one that is not.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md
 */
export function createGrpcTransport(settings: OtlpSettings, signal: OtlpSignal): IExporterTransport {
  let session: ClientHttp2Session | undefined;
  const connected = (): ClientHttp2Session => {
    if (session === undefined || session.closed || session.destroyed) {
      session = connect(settings.endpoint, settings.certificates);
      session.unref();
      // The calls fail with it, and say so.
      session.on("error", () => {});
    }
    return session;
  };
  return {
    send: async (data, timeout) => {
      const deadline = AbortSignal.timeout(timeout);
      try {
        const message = await frame(data, settings.compression);
        const stream = connected().request(headersOf(settings, signal), { signal: deadline });
        stream.end(message);
        return await answerOf(stream);
      } catch (error) {
        if (deadline.aborted) {
          // The connection may be dead without anybody having said so: the next call gets a new one.
          session?.destroy();
          return { status: "failure", error: new Error(`no answer within ${timeout} ms`) };
        }
        return { status: "failure", error: error as Error };
      }
    },
    shutdown: () => {
      session?.close();
    },
  };
}

function headersOf(settings: OtlpSettings, signal: OtlpSignal): Record<string, string> {
  return {
    ...settings.headers,
    ":method": "POST",
    ":path": PATHS[signal],
    "content-type": "application/grpc",
    te: "trailers",
    "user-agent": "gen-flows",
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

async function answerOf(stream: ClientHttp2Stream): Promise<ExportResponse> {
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
  const status = fields["grpc-status"];
  if (status === "0") {
    return { status: "success", data: Buffer.concat(chunks).subarray(PREFIX_LENGTH) };
  }
  if (status === undefined) {
    throw new Error(`no gRPC answer, but HTTP status ${String(fields[":status"])}`);
  }
  throw new GrpcError(Number(status), decode(String(fields["grpc-message"] ?? "")));
}

/** Messages are percent-encoded, if the other side keeps to the rules. */
function decode(message: string): string {
  try {
    return decodeURIComponent(message);
  } catch {
    return message;
  }
}
