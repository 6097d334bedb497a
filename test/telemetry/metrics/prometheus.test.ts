import { createServer } from "node:http";
import { createRequire } from "node:module";
import { connect } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { metrics } from "@opentelemetry/api";
import { HttpInstrumentation } from "@opentelemetry/instrumentation-http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { prometheusMetrics } from "../../../runtime/src/telemetry/exporters/prometheus-metrics.ts";
import { defineTelemetry } from "../../../runtime/src/telemetry/index.ts";
import type { OwnedTelemetry } from "../../../runtime/src/telemetry/index.ts";
import { deadUrl } from "../collector.ts";
import { runProgram } from "../run-program.ts";

/** A sample of Prometheus' text format. */
interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** @see https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format */
function parse(text: string): { readonly types: Readonly<Record<string, string>>; readonly samples: ReadonlyMap<string, readonly Sample[]> } {
  const types: Record<string, string> = {};
  const samples = new Map<string, Sample[]>();
  for (const line of text.split("\n").filter((each) => each !== "")) {
    const type = /^# TYPE (\S+) (\S+)$/.exec(line);
    if (type !== null) {
      types[String(type[1])] = String(type[2]);
    } else if (!line.startsWith("#")) {
      const [, name = "", labels = "", value] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
      expect(name, line).not.toBe("");
      const pairs = [...labels.matchAll(/([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g)].map(([, label, text]) => [label, text]);
      samples.set(name, [...(samples.get(name) ?? []), { labels: Object.fromEntries(pairs) as Record<string, string>, value: Number(value) }]);
    }
  }
  return { types, samples };
}

async function freePort(): Promise<number> {
  return Number(new URL(await deadUrl()).port);
}

/** Asks until the server listens. */
async function scrape(port: number): Promise<string> {
  for (;;) {
    try {
      return await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    } catch {
      await sleep(20);
    }
  }
}

describe("metrics that are scraped", () => {
  let telemetry: OwnedTelemetry;
  let address: string;

  beforeAll(async () => {
    const port = await freePort();
    address = `http://127.0.0.1:${port}`;
    telemetry = defineTelemetry({
      serviceName: "scraped",
      exporters: [],
      metrics: { exporters: [prometheusMetrics({ host: "127.0.0.1", port })] },
    });
    telemetry.start();
    const meter = metrics.getMeter("test");
    meter.createCounter("shop.orders", { unit: "{order}", description: "Orders." }).add(3, { "shop.region": 'e"u' });
    meter.createUpDownCounter("shop.carts.open").add(-2);
    const sizes = meter.createHistogram("shop.size", { unit: "s", advice: { explicitBucketBoundaries: [1, 10] } });
    sizes.record(0.5);
    sizes.record(5);
  });

  afterAll(() => telemetry.shutdown());

  test("are there in Prometheus' format, with the resource", async () => {
    const response = await fetch(`${address}/metrics?name=x`);
    expect(response.headers.get("content-type")).toMatch(/^text\/plain/);
    const { types, samples } = parse(await response.text());
    expect(types).toMatchObject({ shop_orders_total: "counter", shop_carts_open: "gauge", shop_size: "histogram" });
    expect(samples.get("shop_orders_total")).toMatchObject([{ value: 3, labels: { shop_region: 'e\\"u' } }]);
    expect(samples.get("shop_carts_open")).toMatchObject([{ value: -2 }]);
    expect(samples.get("shop_size_bucket")?.map(({ labels, value }) => `${labels["le"]}: ${value}`)).toEqual(["1: 1", "10: 2", "+Inf: 2"]);
    expect(samples.get("shop_size_sum")).toMatchObject([{ value: 5.5 }]);
    expect(samples.get("target_info")).toMatchObject([{ value: 1, labels: { service_name: "scraped" } }]);
  });

  test("are nowhere else", async () => {
    const response = await fetch(`${address}/`);
    expect([response.status, await response.text()]).toEqual([404, "Metrics are at /metrics.\n"]);
  });

  test("do not count the scrapes where requests are counted", async () => {
    const instrumentation = new HttpInstrumentation();
    // It changes the module when that is required.
    createRequire(import.meta.url)("node:http");
    const other = createServer((_request, response) => response.end());
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    await fetch(`http://127.0.0.1:${(other.address() as AddressInfo).port}`);
    await (await fetch(`${address}/metrics`)).text();
    const { samples } = parse(await (await fetch(`${address}/metrics`)).text());
    instrumentation.disable();
    other.close();
    expect(samples.get("http_server_request_duration_count")).toMatchObject([{ value: 1 }]);
  });

  test("are gone after the shutdown", async () => {
    await telemetry.shutdown();
    await expect(fetch(`${address}/metrics`)).rejects.toThrow("fetch failed");
  });
});

describe("a process that is scraped", () => {
  test("ends although its server, and a scraper's connection, are open", async () => {
    const port = await freePort();
    let scraper: Socket | undefined;
    const ended = await runProgram("metered", {
      arguments: ["linger"],
      environment: { EXPORTERS: JSON.stringify([{ type: "prometheus", host: "127.0.0.1", port }]) },
      onReady: async (kill) => {
        await scrape(port);
        scraper = connect(port, "127.0.0.1").on("error", () => {});
        // Half a request: the server would wait a minute for the rest.
        scraper.write("GET /metrics HTTP/1.1\r\n", () => kill("SIGUSR2"));
      },
    });
    expect(scraper?.bytesWritten).toBeGreaterThan(0);
    expect(ended).toMatchObject({ code: 5, stderr: "" });
  });

  test("is one because OTEL_METRICS_EXPORTER says so, whatever the spec says", async () => {
    const port = await freePort();
    let scraped: Promise<string> | undefined;
    const ended = await runProgram("metered", {
      arguments: ["linger"],
      environment: {
        EXPORTERS: JSON.stringify([{ type: "console" }]),
        OTEL_METRICS_EXPORTER: "prometheus",
        OTEL_EXPORTER_PROMETHEUS_HOST: "127.0.0.1",
        OTEL_EXPORTER_PROMETHEUS_PORT: String(port),
      },
      onReady: async (kill) => {
        scraped = scrape(port);
        await scraped;
        kill("SIGUSR2");
      },
    });
    expect(ended).toMatchObject({ code: 5, stderr: "" });
    expect(parse((await scraped) ?? "").samples.get("orders_total")).toMatchObject([
      { value: 3, labels: { region: "eu" } },
      { value: 4, labels: { region: "us" } },
    ]);
  });

  test("is told once, with the fix, that the port is taken, and goes on", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    const ended = await runProgram("metered", {
      environment: {
        EXPORTERS: JSON.stringify([{ type: "prometheus" }]),
        OTEL_EXPORTER_PROMETHEUS_HOST: "127.0.0.1",
        OTEL_EXPORTER_PROMETHEUS_PORT: String(port),
      },
    });
    other.close();
    expect(ended.code).toBe(5);
    expect(ended.warnings).toHaveLength(1);
    expect(ended.warnings[0]).toContain(`metrics cannot be scraped at http://127.0.0.1:${port}/metrics: listen EADDRINUSE`);
    expect(ended.warnings[0]).toContain("set OTEL_EXPORTER_PROMETHEUS_PORT, or `port` of the exporter in the spec.");
  });
});
