/** A workflow whose tasks use a Redis, GraphQL and a gRPC service, which runs a workflow of its own; and one that posts a parcel. */
export const SPEC = {
  specVersion: 1,
  name: "shop",
  version: "1.0.0",
  context: { tenant: { schema: { type: "string" }, propagate: "baggage", attribute: "tenant.id" } },
  schemas: { Order: { type: "object", required: ["id"], properties: { id: { type: "string" } } } },
  tasks: {
    count: {},
    look: { output: { type: "string" } },
    ask: { input: { $ref: "#/schemas/Order" } },
    quote: {},
    post: { input: { $ref: "#/schemas/Order" } },
    deliver: { input: { $ref: "#/schemas/Order" } },
  },
  workflows: {
    order: {
      input: { $ref: "#/schemas/Order" },
      steps: { count: { task: "count" }, look: { task: "look" }, ask: { task: "ask", input: { id: "${ input.id }" } } },
    },
    price: { steps: { quote: { task: "quote" } } },
    dispatch: { input: { $ref: "#/schemas/Order" }, steps: { post: { task: "post", input: { id: "${ input.id }" } } } },
    parcel: { input: { $ref: "#/schemas/Order" }, steps: { deliver: { task: "deliver", input: { id: "${ input.id }" } } } },
  },
  telemetry: {
    exporters: [{ type: "otlphttp" }],
    instrumentations: ["http", "koa", "redis", "graphql", "grpc", "amqplib"],
  },
};

const COUNT = `
import { createClient } from "redis";
import type { Count } from "../generated/tasks/count.ts";

const redis = createClient({ url: process.env.REDIS ?? "" });

export const count: Count = async () => {
  if (!redis.isOpen) {
    await redis.connect();
  }
  await redis.incr("orders");
};
`;

const LOOK = `
import { buildSchema, graphql } from "graphql";
import type { Look } from "../generated/tasks/look.ts";

const schema = buildSchema("type Query { title: String! }");

export const look: Look = async () => {
  const { data } = await graphql({ schema, source: "query Title { title }", rootValue: { title: async () => "Tea" } });
  return String(data?.title);
};
`;

/** How the gRPC service is called, without a compiler of its language. */
const PRICES = `
const serialize = (value: unknown) => Buffer.from(JSON.stringify(value));
const deserialize = (bytes: Buffer) => JSON.parse(bytes.toString()) as unknown;

export const prices = {
  get: {
    path: "/shop.Prices/Get",
    requestStream: false,
    responseStream: false,
    requestSerialize: serialize,
    requestDeserialize: deserialize,
    responseSerialize: serialize,
    responseDeserialize: deserialize,
  },
} as const;
`;

const ASK = `
import { credentials, makeGenericClientConstructor } from "@grpc/grpc-js";
import { prices } from "../../../prices.ts";
import type { Ask } from "../generated/tasks/ask.ts";

const Prices = makeGenericClientConstructor(prices, "Prices");

export const ask: Ask = async (order) => {
  const client = new Prices(process.env.PRICES ?? "", credentials.createInsecure());
  await new Promise((resolve, reject) => {
    client["get"]?.(order, (error: unknown, price: unknown) => (error ? reject(error) : resolve(price)));
  });
  client.close();
};
`;

const GRPC = `
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { prices } from "./prices.ts";
import { price } from "./src/flows/generated/index.ts";

const server = new Server();
server.addService(prices, {
  get: (_call: unknown, answer: (error: Error | null, price?: number) => void) => {
    price.run().then(() => answer(null, 450), answer);
  },
});
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (_error, port) => {
  console.log("listening " + port);
});
`;

const KOA = `
import Router from "@koa/router";
import Koa from "koa";
import type { AddressInfo } from "node:net";
import { order } from "./src/flows/generated/index.ts";

const app = new Koa();
const router = new Router();
router.post("/orders/:id", async (context) => {
  await order.run({ id: context.params["id"] ?? "" });
  context.status = 201;
});
app.use(router.routes());
const server = app.listen(0, "127.0.0.1", () => {
  console.log("listening " + (server.address() as AddressInfo).port);
});
`;

const POST = `
import { connect } from "amqplib";
import type { Post } from "../generated/tasks/post.ts";

export const post: Post = async (order, task) => {
  const connection = await connect(process.env.RABBITMQ ?? "");
  const channel = await connection.createConfirmChannel();
  channel.sendToQueue("parcels", Buffer.from(JSON.stringify(order)), { messageId: task.idempotencyKey });
  await channel.waitForConfirms();
  await connection.close();
};
`;

const WORKER = `
import { connect } from "amqplib";
import { parcel } from "./src/flows/generated/index.ts";

async function work() {
  const connection = await connect(process.env.RABBITMQ ?? "");
  const channel = await connection.createChannel();
  await channel.assertQueue("parcels", { autoDelete: true });
  await channel.consume("parcels", async (message) => {
    if (message === null) {
      return;
    }
    try {
      await parcel.run(JSON.parse(message.content.toString()), { runId: message.properties.messageId });
      channel.ack(message);
      console.log("delivered");
    } catch {
      channel.nack(message, false, false);
    }
  });
  console.log("consuming");
}

void work();
`;

const PRODUCER = `
import { dispatch } from "./src/flows/generated/index.ts";

void dispatch.run({ id: "7" }, { context: { tenant: "acme" } });
`;

const nothing = (name: string, type: string): string => `
import type { ${type} } from "../generated/tasks/${name}.ts";

export const ${name}: ${type} = () => {};
`;

/** The files of the applications, by path. */
export const FILES: Readonly<Record<string, string>> = {
  "src/flows/tasks/count.ts": COUNT,
  "src/flows/tasks/look.ts": LOOK,
  "src/flows/tasks/ask.ts": ASK,
  "src/flows/tasks/quote.ts": nothing("quote", "Quote"),
  "src/flows/tasks/post.ts": POST,
  "src/flows/tasks/deliver.ts": nothing("deliver", "Deliver"),
  "prices.ts": PRICES,
  "koa.ts": KOA,
  "grpc.ts": GRPC,
  "producer.ts": PRODUCER,
  "worker.ts": WORKER,
};

/** What they depend on. */
export const PACKAGES = ["@grpc", "@koa", "amqplib", "graphql", "koa", "redis"];
