// `node control.ts MODULE`: a process that starts, signals and watches runs with the `createFlows` that MODULE exports,
// told by HTTP what to do. Prints `listening on URL`.
import { createServer } from "node:http";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { pathToFileURL } from "node:url";

interface Run {
  readonly id: string;
  readonly traceId: string;
  result(): Promise<unknown>;
  cancel(reason?: string): Promise<void>;
  signal(name: string, payload: unknown, options: { readonly carrier: IncomingMessage["headers"] }): Promise<void>;
  describe(): Promise<unknown>;
}

interface Client {
  start(input: unknown, options: { readonly runId: string; readonly carrier: IncomingMessage["headers"] }): Promise<Run>;
  get(runId: string): Promise<Run>;
}

const [, , path = ""] = process.argv;
const { createFlows } = (await import(pathToFileURL(path).href)) as {
  createFlows(): Readonly<Record<string, Client>>;
};
const flows = createFlows();

const server = createServer((request, response) => {
  perform(request).then(
    (value) => response.end(JSON.stringify({ value: value ?? null })),
    (error: Error & { readonly data?: unknown }) => {
      const { name, message, data } = error;
      response.end(JSON.stringify({ error: { name, message, ...(data !== undefined && { data }) } }));
    },
  );
});
server.requestTimeout = 0;
// A connection that is closed because it was idle may be just about to be used again.
server.keepAliveTimeout = 0;
server.listen(0, "127.0.0.1", () => {
  console.log(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

async function perform(request: IncomingMessage): Promise<unknown> {
  const { searchParams, pathname } = new URL(request.url ?? "/", "http://control");
  const client = flows[searchParams.get("workflow") ?? ""] as Client;
  const runId = searchParams.get("run") ?? "";
  const body = (await request.toArray()).join("");
  const payload: unknown = body === "" ? undefined : JSON.parse(body);
  if (pathname === "/start") {
    const { id, traceId } = await client.start(payload, { runId, carrier: request.headers });
    return { id, traceId };
  }
  const run = await client.get(runId);
  switch (pathname) {
    case "/result":
      return run.result();
    case "/cancel":
      return run.cancel("enough");
    case "/signal":
      return run.signal(searchParams.get("name") ?? "", payload, { carrier: request.headers });
    default:
      return run.describe();
  }
}
