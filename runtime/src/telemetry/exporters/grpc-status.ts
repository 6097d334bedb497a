import type { IncomingHttpHeaders } from "node:http2";
import { ExportError } from "./export-error.ts";

/** @see https://opentelemetry.io/docs/specs/otlp/#failures */
const RETRYABLE = new Set([
  1, // CANCELLED
  4, // DEADLINE_EXCEEDED
  10, // ABORTED
  11, // OUT_OF_RANGE
  14, // UNAVAILABLE
  15, // DATA_LOSS
]);

/** Retryable only if the server says when. */
const RESOURCE_EXHAUSTED = 8;

/** What stands in the way may go: something in front of the server answered. */
const RETRYABLE_HTTP = new Set([429, 502, 503, 504]);

/** Puts the end of a call that failed in words. */
export function grpcError(fields: IncomingHttpHeaders): ExportError {
  const written = fields["grpc-status"];
  if (written === undefined) {
    const httpStatus = Number(fields[":status"]);
    return new ExportError(`no gRPC answer, but HTTP status ${httpStatus}`, {
      httpStatus,
      retryable: RETRYABLE_HTTP.has(httpStatus),
    });
  }
  const grpcStatus = Number(written);
  const message = decode(String(fields["grpc-message"] ?? ""));
  const retryAfter = retryDelay(String(fields["grpc-status-details-bin"] ?? ""));
  return new ExportError(`gRPC status ${grpcStatus}${message === "" ? "" : `: ${message}`}`, {
    grpcStatus,
    retryable: RETRYABLE.has(grpcStatus) || (grpcStatus === RESOURCE_EXHAUSTED && retryAfter !== undefined),
    retryAfter,
  });
}

/** Messages are percent-encoded, if the other side keeps to the rules. */
function decode(message: string): string {
  try {
    return decodeURIComponent(message);
  } catch {
    return message;
  }
}

/**
 * Finds the delay of the `google.rpc.RetryInfo` in a `google.rpc.Status`, in milliseconds.
 *
 * @see https://opentelemetry.io/docs/specs/otlp/#otlpgrpc-throttling
 */
function retryDelay(details: string): number | undefined {
  try {
    for (const detail of fieldsOf(Buffer.from(details, "base64")).get(3) ?? []) {
      const any = fieldsOf(asBytes(detail));
      if (asBytes(any.get(1)?.[0]).toString().endsWith("/google.rpc.RetryInfo")) {
        const duration = fieldsOf(asBytes(fieldsOf(asBytes(any.get(2)?.[0])).get(1)?.[0]));
        return Number(duration.get(1)?.[0] ?? 0) * 1_000 + Number(duration.get(2)?.[0] ?? 0) / 1_000_000;
      }
    }
  } catch {
    // Not what it should be: then it says nothing.
  }
  return undefined;
}

function asBytes(value: Buffer | number | undefined): Buffer {
  return Buffer.isBuffer(value) ? value : Buffer.alloc(0);
}

/** Reads a protobuf message that has only varints and length-delimited fields, as those above do. */
function fieldsOf(message: Buffer): Map<number, Array<Buffer | number>> {
  const fields = new Map<number, Array<Buffer | number>>();
  let offset = 0;
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = message.readUInt8(offset);
      offset += 1;
      value += (byte & 127) * factor;
      if (byte < 128) {
        return value;
      }
    }
  };
  while (offset < message.length) {
    const tag = varint();
    let value: Buffer | number = varint();
    if ((tag & 7) === 2) {
      offset += value;
      value = message.subarray(offset - value, offset);
    }
    const key = tag >>> 3;
    fields.set(key, [...(fields.get(key) ?? []), value]);
  }
  return fields;
}
