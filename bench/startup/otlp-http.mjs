/** A program with generated code whose spec sends OTLP over HTTP. */
import { trace } from "@opentelemetry/api";
import { embedded } from "@gen-flows/runtime";
import { defineTelemetry } from "@gen-flows/runtime/telemetry";
import { otlpHttpTraces } from "@gen-flows/runtime/telemetry/otlp-http-traces";

const telemetry = defineTelemetry({ serviceName: "startup", exporters: [otlpHttpTraces()] });
embedded({ name: "startup", version: "1.0.0", telemetry, tracer: trace.getTracer("startup"), workflows: {} }, {});
telemetry.start();
