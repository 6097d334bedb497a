import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";

/** Keeps every byte that it is sent, uncompressed, and passes each request on. */
export interface ByteSink {
  readonly url: string;
  /** The paths that were posted to, each once. */
  readonly paths: ReadonlySet<string>;
  /** Everything: paths, headers and bodies. */
  bytes(): Buffer;
  close(): Promise<void>;
}

/** @param target Where requests go on to, and their answers come from. */
export async function startByteSink(target: string): Promise<ByteSink> {
  const received: Buffer[] = [];
  const paths = new Set<string>();
  const server = createServer((request, response) => {
    void buffer(request).then(async (body) => {
      const { url = "/", headers, method = "POST" } = request;
      paths.add(url);
      const plain = headers["content-encoding"] === "gzip" ? gunzipSync(body) : body;
      received.push(Buffer.from(`${url}\n${JSON.stringify(headers)}\n`), plain);
      const type = headers["content-type"] ?? "application/octet-stream";
      const answer = await fetch(target + url, { method, headers: { "content-type": type }, body: plain });
      response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? type });
      response.end(Buffer.from(await answer.arrayBuffer()));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    paths,
    bytes: () => Buffer.concat(received),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
