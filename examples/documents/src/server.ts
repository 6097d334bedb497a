import { createServer } from "node:http";
import type { IncomingMessage, Server } from "node:http";
import { InvalidInputError, InvalidSignalError, RunEndedError, UnknownRunError } from "@gen-flows/runtime";
import type { Flows } from "./flows/generated/index.ts";
import type { Decision, ProcessInput } from "./flows/generated/types.ts";

/** `POST /documents` starts a run, `POST /reviews/<run>` is the answer of a person, `GET /documents/<run>` waits for the end. */
export function documentServer(flows: Flows): Server {
  return createServer((request, response) => {
    answer(request, flows).then(
      (body) => response.end(`${JSON.stringify(body)}\n`),
      (error: unknown) => {
        response.statusCode = statusOf(error);
        response.end(`${error instanceof Error ? error.message : String(error)}\n`);
      },
    );
  });
}

async function answer(request: IncomingMessage, flows: Flows): Promise<unknown> {
  const [, collection, id = ""] = (request.url ?? "").split("/");
  const carrier = request.headers;
  if (request.method === "POST" && collection === "documents") {
    const run = await flows.process.start((await readBody(request)) as ProcessInput, { carrier });
    return { run: run.id, trace: run.traceId };
  }
  if (request.method === "POST" && collection === "reviews") {
    await (await flows.process.get(id)).signal("review", (await readBody(request)) as Decision, { carrier });
    return {};
  }
  return (await flows.process.get(id)).result();
}

/** What it says is checked by the workflow: here it may be anything. */
async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return JSON.parse(Buffer.concat(chunks).toString()) as unknown;
}

function statusOf(error: unknown): number {
  if (error instanceof UnknownRunError) {
    return 404;
  }
  if (error instanceof RunEndedError) {
    return 409;
  }
  return error instanceof InvalidInputError || error instanceof InvalidSignalError || error instanceof SyntaxError ? 400 : 500;
}
