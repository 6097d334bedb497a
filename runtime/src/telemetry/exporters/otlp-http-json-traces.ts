import { JsonTraceSerializer } from "@opentelemetry/otlp-transformer";
import type { SpanExporterDefinition } from "./exporter-definition.ts";
import { defineOtlpTraces } from "./otlp-definition.ts";
import type { OtlpOptions } from "./otlp-options.ts";

/** Sends spans as OTLP over HTTP, in JSON; to `http://localhost:4318/v1/traces` by default. */
export function otlpHttpJsonTraces(options: OtlpOptions = {}): SpanExporterDefinition {
  return defineOtlpTraces("http/json", options, () => JsonTraceSerializer);
}
