import type { IncomingMessage, RequestOptions } from "node:http";
import { createBackgroundAgent } from "./background-agent.ts";
import { compress } from "./compress.ts";
import { explainedConnectionError, ExportError } from "./export-error.ts";
import type { OtlpSettings } from "./otlp-settings.ts";
import type { OtlpTransport } from "./otlp-transport.ts";
import { retryAfterMilliseconds } from "./retry-after.ts";

/** Bytes of an answer that are read at most: whoever sends more is no collector. */
const MAXIMUM_ANSWER = 4 * 1_024 * 1_024;

/** Characters of a refusal that are told. */
const MAXIMUM_EXCERPT = 200;

/** @see https://opentelemetry.io/docs/specs/otlp/#retryable-response-codes */
const RETRYABLE = new Set([429, 502, 503, 504]);

/**
 * Makes OTLP requests over HTTP.
 *
 * @param contentType of the body, and of the answer.
 * @see https://opentelemetry.io/docs/specs/otlp/#otlphttp
 */
export function createHttpTransport(settings: OtlpSettings, contentType: string): OtlpTransport {
  const url = new URL(settings.endpoint);
  // Node's HTTP is loaded with the first request: it costs the start of a program more than all of ours.
  let agent: ReturnType<typeof createBackgroundAgent> | undefined;
  const headers = {
    "user-agent": "gen-flows",
    ...settings.headers,
    "content-type": contentType,
    ...(settings.compression === "gzip" && { "content-encoding": "gzip" }),
  };
  return {
    send: async (data, timeout) => {
      const deadline = AbortSignal.timeout(Math.max(Math.ceil(timeout), 0));
      try {
        agent ??= createBackgroundAgent(url.protocol, settings.certificates);
        const body = settings.compression === "gzip" ? await compress(data) : data;
        return await post(url, { method: "POST", headers, agent, signal: deadline }, body);
      } catch (error) {
        throw deadline.aborted
          ? new ExportError(`no answer within ${Math.ceil(timeout)} ms`, { retryable: true, cause: error })
          : await explainedConnectionError(error, settings.endpoint, "http/1.1");
      }
    },
    shutdown: () => {
      agent?.destroy();
    },
  };
}

function post(url: URL, options: RequestOptions, body: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const { request } = process.getBuiltinModule(url.protocol === "https:" ? "node:https" : "node:http");
    request(url, options, (response) => {
      readAnswer(response).then(resolve, reject);
    })
      .on("error", reject)
      .end(body);
  });
}

async function readAnswer(response: IncomingMessage): Promise<Uint8Array> {
  const { statusCode: status = 0, statusMessage = "", headers } = response;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAXIMUM_ANSWER) {
      throw new ExportError(`an answer of more than ${MAXIMUM_ANSWER} bytes`, { httpStatus: status });
    }
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  if (status >= 200 && status <= 299) {
    return body;
  }
  const told = [`HTTP status ${status} ${statusMessage}`.trimEnd(), headers.location ?? excerpt(body)];
  throw new ExportError(told.filter((text) => text !== "").join(": "), {
    httpStatus: status,
    retryable: RETRYABLE.has(status),
    retryAfter: retryAfterMilliseconds(headers["retry-after"]),
  });
}

/** The beginning of a refusal in words. A `google.rpc.Status` in protobuf shows only what it has of text. */
function excerpt(body: Buffer): string {
  const text = body.toString("utf8").replaceAll(/[^\P{C}\n]+/gu, " ");
  const line = text.replaceAll(/\s+/g, " ").trim().replace(/\.$/, "");
  return line.startsWith("<") ? "" : line.slice(0, MAXIMUM_EXCERPT);
}
