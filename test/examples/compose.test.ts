import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { REPOSITORY } from "../support/repository.ts";
import { readCompose } from "./compose-file.ts";
import type { ComposeService } from "./compose-file.ts";
import { variablesIn } from "./variables.ts";

const require = createRequire(import.meta.url);

/** What is read by the example, by the runtime, and by the libraries that the runtime leaves it to. */
const READ = new Set([
  "NODE_ENV",
  ...["examples/checkout/src", "runtime/src"].flatMap((folder) => variablesIn(join(REPOSITORY, folder))),
  ...variablesIn(join(require.resolve("@temporalio/envconfig"), "..")),
]);

describe.each(["restate", "temporal"] as const)("compose.%s.yaml", (engine) => {
  const { services, volumes } = readCompose(engine);
  const entries = Object.entries(services);

  test("pins every image", () => {
    const images = entries.map(([, { image }]) => image).filter((image) => image !== "gen-flows-example-checkout");

    expect(images.filter((image) => !/:\d+\.\d+\.\d+$/.test(image))).toEqual([]);
  });

  test("sets variables that somebody reads, and documents those of workers and callers", () => {
    const ours = entries.filter(([, { image }]) => image === "gen-flows-example-checkout");
    const page = readFileSync(join(REPOSITORY, "docs/operations.md"), "utf8");
    expect(ours.map(([name]) => name)).toEqual(["shop-service", "worker", "caller"]);

    const variables = ours.flatMap(([, { environment = {} }]) => Object.keys(environment));
    expect(variables.filter((name) => !READ.has(name))).toEqual([]);
    const own = ["worker", "caller"].flatMap((name) => Object.keys(services[name]?.environment ?? {}));
    const ofOthers = new Set(["ENGINE", "NODE_ENV", "OTEL_EXPORTER_OTLP_ENDPOINT", "SHOP_SERVICE_URL"]);
    expect(own.filter((name) => !ofOthers.has(name) && !page.includes(`\`${name}\``))).toEqual([]);
  });

  test("waits only for what says that it is healthy, or ends", () => {
    const awaited = entries.flatMap(([, { depends_on = {} }]) => Object.entries(depends_on));

    const wrong = awaited.filter(([name, { condition }]) => {
      return condition === "service_healthy" ? services[name]?.healthcheck === undefined : services[name] === undefined;
    });
    expect(wrong).toEqual([]);
  });

  test("services find each other: hosts are services, and ports those that they listen on", () => {
    const listening: Readonly<Record<string, readonly string[]>> = {
      restate: ["8080", "9070"],
      temporal: ["7233"],
      jaeger: ["4317"],
      "shop-service": [String(services["shop-service"]?.environment?.["PORT"])],
      worker: [String(services["worker"]?.environment?.["PORT"])],
    };
    const texts = entries.flatMap(([, { environment = {}, command = "" }]) => [...Object.values(environment), command]);
    const addresses = texts.flatMap((text) => [...text.matchAll(/([a-z-]+):(\d{4,5})\b/g)].map(([, host, port]) => [host, port]));

    expect(addresses.length).toBeGreaterThan(4);
    expect(addresses.filter(([host = "", port = ""]) => listening[host]?.includes(port) !== true)).toEqual([]);
  });

  test("keeps the server's data, and publishes ports on loopback only", () => {
    const kept = entries.flatMap(([, service]) => service.volumes ?? []);
    expect(kept).toHaveLength(1);
    expect(Object.keys(volumes)).toEqual([kept[0]?.split(":")[0]]);
    expect(entries.flatMap(([, { ports = [] }]) => ports).filter((port) => !/^127\.0\.0\.1:(\d+):\1$/.test(port))).toEqual([]);
  });

  test("starts files that are there", () => {
    const commands = entries.flatMap(([, { command = "" }]) => /^node (\S+)$/.exec(command)?.[1] ?? []);
    expect(commands).toHaveLength(3);
    for (const file of commands) {
      expect(readFileSync(join(REPOSITORY, "examples/checkout", file), "utf8")).not.toBe("");
    }
  });

  test("probes the port of the worker", () => {
    const { environment, healthcheck, stop_grace_period } = services["worker"] as ComposeService;
    const port = environment?.["GEN_FLOWS_HEALTH_PORT"] ?? environment?.["PORT"];
    expect(healthcheck?.test.join(" ")).toContain(`http://127.0.0.1:${port}/`);
    expect(stop_grace_period).toBe("30s");
  });
});

test("the servers are those that the tests run on", () => {
  const { version } = JSON.parse(readFileSync(require.resolve("@restatedev/restate-server/package.json"), "utf8")) as {
    version: string;
  };
  const built = /^temporal_version=v(\S+)$/m.exec(readFileSync(join(REPOSITORY, ".ci/run"), "utf8"))?.[1];

  expect(readCompose("restate").services["restate"]?.image).toMatch(new RegExp(`:${version}$`));
  expect(readCompose("temporal").services["temporal"]?.image).toMatch(new RegExp(`:${built}$`));
});
