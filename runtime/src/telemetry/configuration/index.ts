/** `@gen-flows/runtime/telemetry/configuration`: OpenTelemetry's declarative configuration, for `OTEL_CONFIG_FILE`. */
export { configuredOptions } from "./configured-options.ts";
