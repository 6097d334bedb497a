import { trace } from "@opentelemetry/api";
import { expect, test } from "vitest";
import { defineTelemetry } from "../../runtime/src/telemetry/index.ts";
import type { SpanExporterDefinition } from "../../runtime/src/telemetry/index.ts";

test("whatever fails at the start is told as an error of the configuration, and nothing is registered", () => {
  const broken: SpanExporterDefinition = {
    type: "memory",
    create: () => {
      throw new RangeError("no room");
    },
  };
  const telemetry = defineTelemetry({ serviceName: "shop", exporters: [broken] });
  expect(() => telemetry.start()).toThrow(
    expect.objectContaining({
      name: "TelemetryConfigError",
      message: "Registering the OpenTelemetry providers failed: no room",
      cause: expect.any(RangeError) as unknown,
    }),
  );
  expect(trace.getTracer("shop").startSpan("nobody").isRecording()).toBe(false);
});
