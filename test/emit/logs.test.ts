import { expect, test } from "vitest";
import { emit } from "../../generator/emit/emit.ts";
import { programOf } from "./support/program.ts";

const SPEC = {
  specVersion: 1,
  name: "shop",
  version: "1.2.3",
  tasks: { ping: {} },
  workflows: { run: { steps: { only: { task: "ping" } } } },
};

/** `telemetry.ts` of the spec with a `telemetry` block, without its header. */
function telemetryOf(telemetry: object): string {
  const { value: files } = emit(programOf(JSON.stringify({ ...SPEC, telemetry })));
  const text = files.find((file) => file.path === "generated/telemetry.ts")?.text ?? "";
  return text.slice(text.indexOf("\n") + 1);
}

test("a spec says where log records go, how they wait, and whose they are", () => {
  const logs = {
    exporters: [{ type: "otlphttp", endpoint: "http://localhost:4318" }, { type: "console" }],
    processor: { type: "batch", scheduledDelay: "2s" },
    bridges: ["console", "pino", "winston"],
  };
  expect(telemetryOf({ logs })).toBe(`import { trace } from "@opentelemetry/api";
import { consoleBridge } from "@gen-flows/runtime/logs/console";
import { pinoBridge } from "@gen-flows/runtime/logs/pino";
import { winstonBridge } from "@gen-flows/runtime/logs/winston";
import { defineTelemetry } from "@gen-flows/runtime/telemetry";
import { consoleLogs } from "@gen-flows/runtime/telemetry/console-logs";
import { defineLogs } from "@gen-flows/runtime/telemetry/logs";
import { otlpHttpLogs } from "@gen-flows/runtime/telemetry/otlp-http-logs";

export const tracer = trace.getTracer("shop", "1.2.3");

/** The providers that the spec asks for. They are registered at the first run, or by \`telemetry.start()\`. */
export const telemetry = defineTelemetry({
  serviceName: "shop",
  serviceVersion: "1.2.3",
  exporters: [],
  logs: defineLogs({
    exporters: [
      otlpHttpLogs({
        endpoint: "http://localhost:4318",
      }),
      consoleLogs(),
    ],
    processor: {
      type: "batch",
      scheduledDelay: 2000,
    },
    bridges: [consoleBridge, pinoBridge, winstonBridge],
  }),
});
`);
});

test("an adopted provider has bridges only; no provider, nothing", () => {
  const logs = { exporters: [{ type: "otlphttp" }], bridges: ["pino"] };
  const adopted = telemetryOf({ provider: "adopt", logs });
  expect(adopted).toContain("adoptTelemetry({\n  bridges: [pinoBridge],\n});\n");
  expect(adopted).not.toContain("defineLogs");
  expect(telemetryOf({ provider: "adopt" })).toContain("adoptTelemetry();\n");
  expect(telemetryOf({ provider: "none", logs })).not.toContain("pino");
});

test("a spec without logs has nothing of them", () => {
  expect(telemetryOf({})).not.toMatch(/logs/i);
});
