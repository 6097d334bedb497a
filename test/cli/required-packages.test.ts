import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { pinnedVersions } from "../../generator/cli/pinned-versions.ts";
import { requiredPackages } from "../../generator/cli/required-packages.ts";
import { PLAIN_EXPORTER } from "../../generator/ir/telemetry/exporter.ts";
import type { Task } from "../../generator/ir/task.ts";
import type { ExporterSettings } from "../../generator/ir/telemetry/exporter.ts";
import type { TelemetrySettings } from "../../generator/ir/telemetry/settings.ts";

const RUNTIME = fileURLToPath(new URL("../../runtime/", import.meta.url));

function exporter(type: ExporterSettings["type"]): ExporterSettings {
  return {
    type,
    range: { file: { path: "flows.json", absolutePath: undefined, format: "json", text: "" }, start: 0, end: 0 },
    ...PLAIN_EXPORTER,
  };
}

function settings(more: Partial<TelemetrySettings>): Parameters<typeof requiredPackages>[0] {
  const telemetry: TelemetrySettings = {
    serviceName: "shop",
    serviceVersion: "1.0.0",
    provider: "owned",
    traces: {
      scope: { name: "shop", version: "1.0.0" },
      mode: undefined,
      longestWait: undefined,
      spansPerRun: undefined, durableSpans: undefined,
      compat: undefined,
    },
    exporters: [],
    processor: undefined,
    sampler: undefined,
    workflowSamplers: new Map(),
    propagators: undefined,
    onMissingParent: undefined,
    resource: { attributes: {}, detectors: undefined },
    metrics: undefined,
    logs: undefined,
    instrumentations: [],
    services: [],
    traceLink: undefined,
    ...more,
  };
  return { telemetry, workflows: new Map(), tasks: new Map(), engines: { restate: undefined, temporal: undefined } };
}

/** The packages that a module of the runtime imports when it is loaded, through whatever other modules. */
function importedPackages(module: string, seen = new Set<string>()): Set<string> {
  const packages = new Set<string>();
  if (seen.has(module)) {
    return packages;
  }
  seen.add(module);
  const text = readFileSync(module, "utf8");
  for (const [, specifier = ""] of text.matchAll(/^(?:import(?! type)|export(?! type)|\} from)[^;"]*"([^"]+)";$/gm)) {
    const found = specifier.startsWith(".") ? importedPackages(join(dirname(module), specifier), seen) : [specifier];
    for (const name of found) {
      packages.add(name);
    }
  }
  return packages;
}

/** The exporters have a folder of their own in the runtime, which is none of our business. */
function sourceOf(module: string): string {
  const direct = join(RUNTIME, "src", `${module}.ts`);
  if (existsSync(direct)) {
    return direct;
  }
  const found = readdirSync(join(RUNTIME, "src/telemetry"), { recursive: true, encoding: "utf8" });
  return join(RUNTIME, "src/telemetry", found.find((path) => basename(path) === `${module}.ts`) ?? "");
}

/** Its constants are part of the runtime as it is published. */
const BUNDLED = "@opentelemetry/semantic-conventions";

/** What a project has to install for a module of the runtime. */
function toInstall(...modules: string[]): readonly string[] {
  return modules
    .flatMap((module) => Array.from(importedPackages(sourceOf(module))))
    .filter((name) => name.startsWith("@opentelemetry/") && name !== BUNDLED);
}

/** Of the packages that modules of the runtime import, those of engines: a subpath is of its package. */
function enginePackages(...modules: string[]): readonly string[] {
  const imported = modules.flatMap((module) => Array.from(importedPackages(sourceOf(module))));
  const packages = imported.flatMap((name) => /^@(?:restatedev|temporalio)\/[^/]+/.exec(name)?.[0] ?? []);
  return [...new Set(packages)].toSorted();
}

describe("what the runtime imports is what is to be installed", () => {
  test.each([
    ["console", "console-traces"],
    ["memory", "memory-traces"],
    ["file", "file-traces"],
    ["otlphttp", "otlp-http-traces"],
    ["otlphttp-json", "otlp-http-json-traces"],
    ["zipkin", "zipkin-traces"],
    ["otlpgrpc", "otlp-grpc-traces"],
  ] as const)("for spans to %s", (type, module) => {
    const packages = requiredPackages(settings({ exporters: [exporter(type)] }));
    const imported = toInstall("index", "telemetry/index", module);
    expect(imported.length).toBeGreaterThan(3);
    expect(packages).toEqual(expect.arrayContaining([...imported]));
  });

  test.each([
    ["b3", "b3"],
    ["b3multi", "b3"],
    ["jaeger", "jaeger"],
    ["xray", "xray"],
  ] as const)("for the propagator %s", (name, module) => {
    const packages = requiredPackages(settings({ propagators: [name] }));
    expect(packages).toEqual(
      expect.arrayContaining([...toInstall("index", "telemetry/index", `telemetry/propagators/${module}`)]),
    );
  });

  test.each([
    ["console", "console-metrics"],
    ["memory", "memory-metrics"],
    ["file", "file-metrics"],
    ["otlphttp", "otlp-http-metrics"],
    ["otlphttp-json", "otlp-http-json-metrics"],
    ["otlpgrpc", "otlp-grpc-metrics"],
    ["prometheus", "prometheus-metrics"],
  ] as const)("for metrics to %s", (type, module) => {
    const metrics = { exporters: [exporter(type)], interval: undefined };
    const packages = requiredPackages(settings({ metrics }));
    expect(packages).toEqual(expect.arrayContaining([...toInstall("index", "telemetry/index", module)]));
  });

  test.each([
    ["console", "console-logs"],
    ["otlphttp", "otlp-http-logs"],
    ["otlpgrpc", "otlp-grpc-logs"],
  ] as const)("for logs to %s", (type, module) => {
    const logs = { exporters: [exporter(type)], processor: undefined, bridges: ["console", "pino"] as const };
    const packages = requiredPackages(settings({ logs }));
    expect(packages).toContain("@opentelemetry/sdk-logs");
    expect(packages).toEqual(expect.arrayContaining([...toInstall("index", "telemetry/index", "define-logs", module)]));
    expect(packages).not.toContain("winston");
  });

  test("the bridge of winston needs winston, whoever has the provider", () => {
    const logs = { exporters: [], processor: undefined, bridges: ["winston"] as const };
    expect(requiredPackages(settings({ logs }))).toContain("winston");
    expect(requiredPackages(settings({ logs, provider: "adopt" }))).toEqual(["@gen-flows/runtime", "@opentelemetry/api", "winston"]);
    expect(requiredPackages(settings({ logs, provider: "none" }))).not.toContain("winston");
  });

  test("for tasks that run in threads, where tasks run", () => {
    const spec = { ...settings({ provider: "none" }), tasks: new Map([["crunch", { isolation: "thread" } as Task]]) };
    expect(requiredPackages(spec)).toEqual(["@gen-flows/runtime", "@opentelemetry/api", "piscina"]);
    expect(requiredPackages(spec, "worker")).toContain("piscina");
    expect(requiredPackages(spec, "client")).not.toContain("piscina");
    const threads = toInstall("boundaries/threads/index", "boundaries/threads/worker/index");
    expect([...new Set(threads)]).toEqual(["@opentelemetry/api"]);
  });

  test.each(["adopt", "none"] as const)("for provider: %s", (provider) => {
    const packages = requiredPackages(settings({ provider, exporters: [exporter("otlphttp")] }));
    expect(packages).toEqual(["@gen-flows/runtime", "@opentelemetry/api"]);
    expect(packages).toEqual(expect.arrayContaining([...toInstall("index", `telemetry/${provider}`)]));
  });
});

describe("what an engine imports is what is to be installed, for each role", () => {
  const chosen = { nameRange: exporter("noop").range, maxConcurrentTasks: undefined };
  const restate = { restate: chosen, temporal: undefined };
  const temporal = { restate: undefined, temporal: { ...chosen, taskQueue: "shop", taskQueueRange: chosen.nameRange } };

  test.each([
    ["a worker of Restate", restate, "worker", ["engines/restate/worker/index"]],
    ["a client of Restate", restate, "client", ["engines/restate/client/index"]],
    ["a worker of Temporal", temporal, "worker", ["engines/temporal/worker/index", "engines/temporal/workflow/index"]],
    ["a client of Temporal", temporal, "client", ["engines/temporal/client/index"]],
  ] as const)("for %s", (_name, engines, role, modules) => {
    const [alone, chosenToo] = [settings({}), { ...settings({}), engines }].map((spec) => requiredPackages(spec, role));
    expect(chosenToo?.filter((name) => alone?.includes(name) === false)).toEqual(enginePackages(...modules));
  });

  test("in one process nothing of an engine is imported", () => {
    expect(enginePackages("index", "workflow/index", "telemetry/index", "engines/schedule/index")).toEqual([]);
  });
});

test("every package that may be asked for is one that we are tested with", () => {
  const { "gen-flows": _generator, ...packages } = pinnedVersions;
  for (const [name, version] of Object.entries(packages)) {
    const manifest = join(RUNTIME, "../node_modules", name, "package.json");
    expect(existsSync(manifest)).toBe(true);
    expect(JSON.parse(readFileSync(manifest, "utf8"))).toMatchObject({ version });
  }
});
