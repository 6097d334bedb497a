import { afterAll, beforeAll, expect, test } from "vitest";
import { generateProject } from "../../support/generated-project.ts";
import type { GeneratedProject } from "../../support/generated-project.ts";
import { startReceiver } from "../../support/otlp-receiver.ts";
import type { OtlpReceiver } from "../../support/otlp-receiver.ts";
import { runProcess } from "../../support/process.ts";
import { deadUrl } from "../collector.ts";

const text = { type: "string" };

const SPEC = {
  specVersion: 1,
  name: "shop",
  version: "1.2.3",
  tasks: {
    charge: {
      input: { type: "object", required: ["cents"], properties: { cents: { type: "integer" }, currency: text } },
      metrics: {
        "shop.charged": {
          instrument: "counter",
          unit: "{cent}",
          description: "Money that was charged.",
          value: "${ input.cents }",
          attributes: { currency: "${ input.currency }", channel: "web" },
        },
        "shop.amount": { instrument: "histogram", unit: "{cent}", buckets: [100, 1000], value: "${ input.cents }" },
      },
    },
  },
  workflows: {
    checkout: {
      steps: [
        { name: "euro", task: "charge", input: { cents: 250, currency: "eur" } },
        { name: "any", task: "charge", input: { cents: 5 } },
      ],
    },
  },
  metrics: {
    "shop.carts.open": {
      instrument: "upDownCounter",
      attributes: { region: { enum: ["eu", "us"] }, "error.type": text },
      optional: ["error.type"],
    },
    "shop.temperature": { instrument: "gauge", unit: "Cel" },
    "shop.queue.depth": { instrument: "observableGauge", description: "Jobs that wait.", attributes: { queue: text } },
    "shop.served": { instrument: "observableCounter" },
    "shop.balance": { instrument: "observableUpDownCounter" },
  },
  telemetry: {
    metrics: {
      exporters: [
        { type: "otlphttp", endpoint: "${env:TARGET}" },
        { type: "prometheus", host: "127.0.0.1", port: 9464 },
      ],
      interval: "50s",
      timeout: "5s",
    },
  },
};

const MAIN = `
import { createFlows } from "./src/flows/generated/index.ts";
import {
  observeShopBalance,
  observeShopQueueDepth,
  observeShopServed,
  shopCartsOpen,
  shopTemperature,
} from "./src/flows/generated/metrics.ts";

// Before there is a provider.
observeShopQueueDepth((observe) => {
  observe(3, { queue: "orders" });
});
const stop = observeShopServed((observe) => observe(99));
stop();

const { checkout } = createFlows({ handlers: { charge: async () => {} } });
await checkout.run(undefined);
observeShopBalance((observe) => observe(-7));
shopCartsOpen().add(2, { region: "eu" });
shopCartsOpen().add(-1, { region: "eu" });
shopCartsOpen().add(1, { region: "us", "error.type": "full" });
shopTemperature().record(20.5);
const scraped = await fetch("http://127.0.0.1:" + process.env.OTEL_EXPORTER_PROMETHEUS_PORT + "/metrics");
console.log(await scraped.text());
`;

let receiver: OtlpReceiver;
let project: GeneratedProject;

beforeAll(async () => {
  receiver = await startReceiver();
  project = generateProject(SPEC, { "main.ts": MAIN });
});

afterAll(async () => {
  await receiver.close();
  project.remove();
});

test("what a spec declares is measured by generated code, pushed and scraped", async () => {
  const ended = await runProcess(["main.ts"], {
    cwd: project.folder,
    environment: { TARGET: receiver.httpUrl, OTEL_EXPORTER_PROMETHEUS_PORT: new URL(await deadUrl()).port },
  });
  expect(ended).toMatchObject({ code: 0, stderr: "" });

  const all = receiver.points.filter(({ scope }) => scope === "shop@1.2.3");
  // An idle engine may have flushed before the end: the last of each series counts.
  const own = [...new Map(all.map((point) => [point.metric + JSON.stringify(point.attributes), point])).values()];
  expect(own.map(({ metric, kind, unit, value, attributes }) => [metric, kind, unit, value, attributes]).toSorted()).toEqual(
    [
      ["shop.amount", "histogram", "{cent}", 255, {}],
      ["shop.balance", "sum", "", -7, {}],
      ["shop.carts.open", "sum", "", 1, { region: "eu" }],
      ["shop.carts.open", "sum", "", 1, { region: "us", "error.type": "full" }],
      ["shop.charged", "sum", "{cent}", 250, { currency: "eur", channel: "web" }],
      ["shop.charged", "sum", "{cent}", 5, { channel: "web" }],
      ["shop.queue.depth", "gauge", "", 3, { queue: "orders" }],
      ["shop.temperature", "gauge", "Cel", 20.5, {}],
    ].toSorted(),
  );
  expect(own.find(({ metric }) => metric === "shop.amount")).toMatchObject({ bounds: [100, 1000], count: 2 });
  expect(own.find(({ metric }) => metric === "shop.charged")).toMatchObject({ description: "Money that was charged.", isMonotonic: true });
  expect(own.find(({ metric }) => metric === "shop.carts.open")).toMatchObject({ isMonotonic: false });

  const lines = ended.stdout.split("\n");
  expect(lines.filter((line) => /^shop_(?:balance|temperature|queue_depth)\{/.test(line)).map((line) => line.split(" ").at(-1))).toEqual(
    expect.arrayContaining(["-7", "20.5", "3"]),
  );
});
