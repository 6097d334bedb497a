import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { emitTelemetry } from "../../generator/emit/telemetry/telemetry.ts";
import { PRESETS } from "../../generator/lower/telemetry/presets.ts";
import type { Preset } from "../../generator/lower/telemetry/presets.ts";
import { analyse } from "../support/analyse.ts";
import { typeCheck, withFiles } from "./support/compile.ts";
import { programOf } from "./support/program.ts";

type Exporter = Readonly<Record<string, unknown>>;

function specOf(telemetry: object): string {
  const workflows = { run: { steps: { first: { task: "ping" } } } };
  return JSON.stringify({ specVersion: 1, name: "shop", version: "1.0.0", tasks: { ping: {} }, workflows, telemetry });
}

function telemetryOf(telemetry: object): string {
  return emitTelemetry(programOf(specOf(telemetry))).text;
}

/** The call that describes an exporter, as it is printed. */
function callOf(exporter: Exporter): string {
  const text = telemetryOf({ exporters: [exporter] });
  return /exporters: \[\n {4}(?<call>[\s\S]*?),\n {2}\]/.exec(text)?.groups?.["call"]?.replaceAll(/\s+/g, " ") ?? text;
}

function problemsOf(telemetry: object): readonly string[] {
  return analyse(specOf(telemetry)).problems.map((problem) => problem.replace(/ \d+:\d+ /, " "));
}

describe("exporters", () => {
  test.each([
    [{ type: "console" }, "consoleTraces()"],
    [{ type: "memory" }, "memoryTraces()"],
    [{ type: "file", filename: "${env:TRACES:-/tmp/t.jsonl}" }, 'fileTraces({ filename: "${env:TRACES:-/tmp/t.jsonl}", })'],
    [{ type: "zipkin", endpoint: "http://z:9411" }, 'zipkinTraces({ endpoint: "http://z:9411", })'],
    [{ type: "otlphttp-json" }, "otlpHttpJsonTraces()"],
    [{ type: "otlpgrpc", timeout: "20s", compression: "gzip" }, 'otlpGrpcTraces({ compression: "gzip", timeout: 20_000, })'],
    [
      { type: "otlphttp", tls: { caFile: "/ca.pem", certFile: "/c.pem", keyFile: "${env:KEY}" } },
      'otlpHttpTraces({ tls: { caFile: "/ca.pem", certFile: "/c.pem", keyFile: "${env:KEY}", }, })',
    ],
    [{ type: "jaeger" }, "otlpHttpTraces()"],
    [{ type: "jaeger", endpoint: "http://jaeger:4318" }, 'otlpHttpTraces({ endpoint: "http://jaeger:4318", })'],
    [{ type: "jaeger", endpoint: "http://jaeger:4317" }, 'otlpGrpcTraces({ endpoint: "http://jaeger:4317", })'],
    [{ type: "jaeger", endpoint: "${env:J:-http://jaeger:4317}" }, 'otlpGrpcTraces({ endpoint: "${env:J:-http://jaeger:4317}", })'],
  ])("%o", (exporter, call) => {
    expect(problemsOf({ exporters: [exporter] })).toEqual([]);
    expect(callOf(exporter)).toBe(call);
  });

  test("of all kinds at once, for all signals, pass the strictest check of types", () => {
    const endpoint = "${env:COLLECTOR:-http://localhost:4318}";
    const otlp = { endpoint, headers: { "api-key": "${env:KEY}" }, compression: "gzip", timeout: "5s", tls: { caFile: "/ca.pem" } };
    const both: ReadonlyArray<Readonly<Record<string, unknown>>> = [
      { type: "noop" },
      { type: "console" },
      { type: "memory" },
      { type: "file", filename: "/tmp/otlp.jsonl" },
      { type: "otlphttp", ...otlp },
      { type: "otlphttp-json", ...otlp },
      { type: "otlpgrpc", ...otlp },
      { type: "otlphttp", preset: "splunk" },
    ];
    const metrics = { exporters: [...both, { type: "otlphttp", temporality: "delta" }, { type: "prometheus", host: "${env:HOST:-::1}", port: 9500 }], interval: "30s", timeout: "5s" };
    const logs = { exporters: both.filter(({ preset }) => preset === undefined) };
    const traces = [...both, { type: "zipkin", ...otlp }, { type: "jaeger" }];
    const file = emitTelemetry(programOf(specOf({ exporters: traces, metrics, logs })));
    expect(file.text.match(/otlpHttpMetrics\(/g)).toHaveLength(3);
    expect(file.text.replaceAll(/\s+/g, " ")).toContain('prometheusMetrics({ host: "${env:HOST:-::1}", port: 9500, }), ], interval: 30_000, timeout: 5000, }');
    expect(withFiles([file], (directory) => typeCheck(directory, "nodenext"))).toBe("");
  });
});

describe("what does not speak OTLP", () => {
  test.each([
    ["jaeger", "http://localhost:14268/api/traces", "its own format over HTTP"],
    ["otlphttp", "http://jaeger:14268", "its own format over HTTP"],
    ["jaeger", "http://jaeger/api/traces", "its own format over HTTP"],
    ["jaeger", "udp://localhost:6831", "its own format over UDP"],
    ["jaeger", "localhost:6831", "its own format over UDP"],
    ["otlpgrpc", "http://jaeger:14250", "its own format over gRPC"],
  ])("%s to %s is refused at its place", (type, endpoint, speaks) => {
    const { diagnostics } = analyse(specOf({ exporters: [{ type, endpoint }] }));
    expect(diagnostics).toMatchObject([{ code: "GF8010", label: `there, Jaeger speaks ${speaks}` }]);
    const [{ at } = {}] = diagnostics;
    expect(at?.file.text.slice(at.start, at.end)).toBe(JSON.stringify(endpoint));
  });

  test("is left to the start if only the environment knows", () => {
    expect(problemsOf({ exporters: [{ type: "jaeger", endpoint: "http://${env:JAEGER}:14268/api/traces" }] })).toEqual([]);
  });
});

describe("presets", () => {
  const rows = Object.entries<Preset>(PRESETS);
  const page = readFileSync(new URL("../../docs/exporters.md", import.meta.url), "utf8");
  const schema = JSON.parse(readFileSync(new URL("../../schema/gen-flows.schema.json", import.meta.url), "utf8")) as {
    readonly $defs: { readonly presetName: { readonly enum: readonly string[] } };
  };

  test("are those of the schema", () => {
    expect(schema.$defs.presetName.enum).toEqual(rows.map(([name]) => name));
  });

  test.each(rows)("%s fills in what its vendor documents", (name, preset) => {
    for (const type of preset.types) {
      for (const signal of preset.signals) {
        const exporters = [{ type, preset: name }];
        const block = signal === "traces" ? { exporters } : { [signal]: { exporters } };
        expect(problemsOf(block)).toEqual([]);
        const text = telemetryOf(block);
        const expected = [preset.endpoint, ...Object.values(preset.headers ?? {}), preset.paths?.[signal], preset.compression];
        for (const value of expected.filter((part) => part !== undefined)) {
          expect(text).toContain(JSON.stringify(value));
        }
        expect(text.includes('temporality: "delta"')).toBe(signal === "metrics" && preset.temporality === "delta");
      }
    }
  });

  test.each(rows)("%s holds no secret, reads every value from the environment, and has a row in the documentation", (name, preset) => {
    for (const [header, value] of Object.entries(preset.headers ?? {})) {
      expect(header).toBe(header.toLowerCase());
      expect(value).toMatch(/^(Bearer |Basic |Api-Token |ApiKey )?\$\{env:[A-Z_]+\}$/);
    }
    const row = page.split("\n").find((line) => line.startsWith(`| \`${name}\` |`));
    expect(row).toContain(preset.vendor);
    for (const [, variable] of JSON.stringify(preset).matchAll(/\$\{env:([A-Z_]+)/g)) {
      expect(row).toContain(`\`${variable}\``);
    }
  });

  test("what the spec says goes before what the vendor says", () => {
    const headers = { "X-Honeycomb-Team": "${env:OTHER}", "x-honeycomb-dataset": "shop" };
    const call = callOf({ type: "otlphttp", preset: "honeycomb", endpoint: "https://api.eu1.honeycomb.io", headers });
    expect(call).toBe(
      'otlpHttpTraces({ endpoint: "https://api.eu1.honeycomb.io", headers: { "X-Honeycomb-Team": "${env:OTHER}", "x-honeycomb-dataset": "shop", }, })',
    );
  });

  test("an endpoint of one's own has the usual path", () => {
    expect(callOf({ type: "otlphttp", preset: "splunk", endpoint: "http://gateway:4318" })).not.toContain("path");
  });

  test.each([
    [{ exporters: [{ type: "otlpgrpc", preset: "dynatrace" }] }, "GF8011 Dynatrace does not take the exporter `otlpgrpc`"],
    [{ metrics: { exporters: [{ type: "otlphttp", preset: "grafana-tempo" }] } }, "GF8011 Grafana Tempo on this machine does not take metrics"],
  ])("%o is refused", (telemetry, problem) => {
    expect(problemsOf(telemetry)).toEqual([problem]);
  });
});
