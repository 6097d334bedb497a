import { createServer } from "node:http";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** A server that answers as the API server of Kubernetes does, for pods and deployments. */
export interface ApiServer {
  readonly url: string;
  /** What was asked, as in `GET /api/v1/namespaces/shop/pods/a`. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

interface Resource {
  readonly metadata: { readonly name: string };
  [part: string]: unknown;
}

const COLLECTION = /^\/apis?\/(?:[\w.]+\/)?v1\/namespaces\/[\w-]+\/(pods|deployments)(?:\/([\w-]+))?(\/status)?$/;

/** Listens on a free port of loopback. Knows who calls by a token, and forgets everything when it ends. */
export async function startApiServer(token: string): Promise<ApiServer> {
  const resources = new Map<string, Resource>();
  const requests: string[] = [];

  const answer = (method: string, path: string, body: Partial<Resource>): readonly [status: number, body: object] => {
    const [, kind = "", name, status] = COLLECTION.exec(path) ?? [];
    const key = `${kind}/${name ?? body.metadata?.name}`;
    const found = resources.get(key);
    if (method === "POST") {
      resources.set(key, body as Resource);
      return [found === undefined ? 201 : 409, found === undefined ? body : problem(409, "AlreadyExists", `${key} already exists`)];
    }
    if (name === undefined) {
      const items = [...resources].filter(([each]) => each.startsWith(kind)).map(([, resource]) => resource);
      if (method === "DELETE") {
        resources.clear();
      }
      return [200, { kind: "List", items }];
    }
    if (found === undefined) {
      return [404, problem(404, "NotFound", `${kind} "${name}" not found`)];
    }
    if (method === "DELETE") {
      resources.delete(key);
      return [200, { kind: "Status", status: "Success" }];
    }
    if (method !== "GET") {
      resources.set(key, status === undefined ? { ...found, ...body } : { ...found, status: body["status"] });
    }
    return [200, resources.get(key) ?? {}];
  };

  const server = createServer((request, response) => {
    void readJson(request).then((body) => {
      const { pathname } = new URL(request.url ?? "/", "http://localhost");
      requests.push(`${request.method} ${pathname}`);
      const isKnown = request.headers.authorization === `Bearer ${token}`;
      const [status, answered] = isKnown ? answer(request.method ?? "", pathname, body) : [401, problem(401, "Unauthorized", "Unauthorized")];
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answered));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function problem(code: number, reason: string, message: string): object {
  return { kind: "Status", apiVersion: "v1", status: "Failure", message, reason, code };
}

async function readJson(request: IncomingMessage): Promise<Partial<Resource>> {
  const chunks = await request.setEncoding("utf8").toArray();
  const text = chunks.join("");
  return text === "" ? {} : (JSON.parse(text) as Partial<Resource>);
}
