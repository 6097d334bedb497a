/** Tasks that write to a PostgreSQL and to a Redis, one after the other, and a workflow of them. */
export const SPEC = {
  specVersion: 1,
  name: "shop",
  version: "1.0.0",
  context: { tenant: { schema: { type: "string" }, propagate: "baggage", attribute: "tenant.id" } },
  schemas: { Order: { type: "object", required: ["id"], properties: { id: { type: "string" } } } },
  tasks: { save: { input: { $ref: "#/schemas/Order" } }, count: {} },
  workflows: {
    order: {
      input: { $ref: "#/schemas/Order" },
      steps: { save: { task: "save", input: { id: "${ input.id }" } }, count: { task: "count", after: ["save"] } },
    },
  },
  telemetry: {
    exporters: [{ type: "otlphttp" }],
    instrumentations: [{ name: "http", ignorePaths: ["/health"] }, "undici", "express", "fastify", "pg", "ioredis"],
  },
};

const SAVE = `
import { Pool } from "pg";
import type { Save } from "../generated/tasks/save.ts";

const pool = new Pool({ connectionString: process.env.POSTGRES });

export const save: Save = async ({ id }) => {
  await pool.query("insert into orders (id) values ($1)", [id]);
};
`;

const COUNT = `
import { Redis } from "ioredis";
import type { Count } from "../generated/tasks/count.ts";

const redis = new Redis(process.env.REDIS ?? "");

export const count: Count = async () => {
  await redis.incr("orders");
};
`;

const EXPRESS = `
import express from "express";
import type { AddressInfo } from "node:net";
import { order } from "./src/flows/generated/index.ts";

const app = express();
app.get("/health", (_request, response) => {
  response.send("well");
});
app.post("/orders/:id", express.json(), async (request, response) => {
  await order.run({ id: request.params.id });
  response.status(201).send("saved");
});
const server = app.listen(0, "127.0.0.1", () => {
  console.log("listening " + (server.address() as AddressInfo).port);
});
`;

const FASTIFY = `
import fastify from "fastify";
import type { AddressInfo } from "node:net";
import { order } from "./src/flows/generated/index.ts";

const app = fastify();
app.get("/health", async () => "well");
app.post<{ Params: { id: string } }>("/orders/:id", async (request, reply) => {
  await order.run({ id: request.params.id });
  return reply.code(201).send("saved");
});
void app.listen({ port: 0, host: "127.0.0.1" }).then(() => {
  console.log("listening " + (app.server.address() as AddressInfo).port);
});
`;

/** The files of an application, by path. */
export const FILES: Readonly<Record<string, string>> = {
  "src/flows/tasks/save.ts": SAVE,
  "src/flows/tasks/count.ts": COUNT,
  "express.ts": EXPRESS,
  "fastify.ts": FASTIFY,
};

/** What the applications depend on. */
export const PACKAGES = ["@fastify", "express", "fastify", "ioredis", "pg"];
