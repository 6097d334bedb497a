import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { metaschemaFile, relocate } from "./groups.ts";
import type { Group, Suite } from "./groups.ts";

const METASCHEMAS = "https://json-schema.org/draft/2020-12/";

export interface SchemaServer {
  /** Where the schema of a group is. */
  readonly urlOf: (group: Group) => string;
  readonly close: () => void;
}

/** Serves the schemas of the groups and what they refer to on this machine, for tools that fetch references. */
export async function serve(suite: Suite): Promise<SchemaServer> {
  const server = createServer((request, response) => {
    try {
      response.setHeader("content-type", "application/json");
      response.end(read(request.url ?? "/"));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

  function read(path: string): string {
    const [, folder = "", rest = ""] = /^\/(groups|draft|remotes)\/(.*)$/.exec(path) ?? [];
    if (folder === "groups") {
      return local(JSON.stringify(suite.groups[Number.parseInt(rest, 10)]?.schema));
    }
    const file = folder === "draft" ? metaschemaFile(rest) : join(suite.remotes, rest);
    return local(readFileSync(file, "utf8"));
  }

  function local(text: string): string {
    return relocate(text, `${base}remotes/`).replaceAll(`"$ref":"${METASCHEMAS}`, `"$ref":"${base}draft/`);
  }

  const places = new Map(suite.groups.map(({ keyword, description }, index) => [`${keyword} ${description}`, index]));
  return {
    urlOf: ({ keyword, description }) => `${base}groups/${places.get(`${keyword} ${description}`)}.json`,
    close: () => server.close(),
  };
}
