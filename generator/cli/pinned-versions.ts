import { instrumentationVersions } from "./instrumentation-versions.ts";
import { version } from "./version.ts";

/** The versions that we are built and tested with: mixing releases of the SDK installs its pieces several times. */
export const pinnedVersions = {
  ...instrumentationVersions,
  "@connectrpc/connect": "2.2.0",
  "@gen-flows/runtime": "0.1.0",
  "@opentelemetry/api": "1.10.0",
  "@opentelemetry/context-async-hooks": "3.1.0",
  "@opentelemetry/core": "3.1.0",
  "@opentelemetry/exporter-prometheus": "0.301.0",
  "@opentelemetry/instrumentation": "0.300.0",
  "@opentelemetry/otlp-transformer": "0.301.0",
  "@opentelemetry/propagator-aws-xray": "3.0.0",
  "@opentelemetry/propagator-b3": "3.1.0",
  "@opentelemetry/resources": "3.1.0",
  "@opentelemetry/sdk-logs": "3.1.0",
  "@opentelemetry/sdk-metrics": "3.1.0",
  "@opentelemetry/sdk-trace": "3.1.0",
  "@restatedev/restate-sdk": "1.17.2",
  "@restatedev/restate-sdk-clients": "1.17.2",
  "@temporalio/activity": "1.24.0",
  "@temporalio/client": "1.24.0",
  "@temporalio/common": "1.24.0",
  "@temporalio/envconfig": "1.24.0",
  "@temporalio/worker": "1.24.0",
  "@temporalio/workflow": "1.24.0",
  bullmq: "6.7.0",
  croner: "11.0.1",
  "gen-flows": version,
  pino: "10.4.0",
  piscina: "5.3.2",
  typescript: "7.0.2",
  winston: "3.19.0",
  yaml: "2.9.1",
} as const;

export type PinnedPackage = keyof typeof pinnedVersions;
