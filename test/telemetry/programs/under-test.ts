/** A test of an application, for `node --test`: nobody ends its telemetry. The address is in TARGET. */
import { test } from "node:test";
import { trace } from "@opentelemetry/api";
import { otlpHttpTraces } from "../../../runtime/src/telemetry/exporters/otlp-http-traces.ts";
import { defineTelemetry } from "../../../runtime/src/telemetry/index.ts";

test("a flow", () => {
  defineTelemetry({ serviceName: "under test", exporters: [otlpHttpTraces({ endpoint: "${env:TARGET}" })] }).start();
  trace.getTracer("lifecycle").startSpan("work").end();
});
