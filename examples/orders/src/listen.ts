import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tracedListener } from "@gen-flows/runtime/http";

/** Serves one route, each request in a span of kind server, and says where. */
export function listen(port: number, route: string, answer: (body: unknown) => Promise<{ readonly status: number; readonly body: unknown }>): void {
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== "POST" || request.url !== route) {
      response.writeHead(404).end();
      return;
    }
    const { status, body } = await answer(JSON.parse((await request.toArray()).join("")));
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  };
  const listener = tracedListener(
    (request: IncomingMessage, response: ServerResponse) => {
      serve(request, response).catch((error: unknown) => {
        console.error(error);
        response.writeHead(500).end();
      });
    },
    { route: ({ url }) => (url === route ? route : undefined) },
  );
  const server = createServer(listener);
  server.listen(port, "127.0.0.1", () => {
    console.log(`Listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
}
