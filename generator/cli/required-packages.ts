import type { Spec } from "../ir/spec.ts";
import type { ExporterSettings } from "../ir/telemetry/exporter.ts";
import type { PropagatorName, TelemetrySettings } from "../ir/telemetry/settings.ts";
import type { PinnedPackage } from "./pinned-versions.ts";

type ExporterType = ExporterSettings["type"];

/** What serializes OTLP, for all signals and protocols. */
const OTLP = ["@opentelemetry/otlp-transformer"] as const;

const EXPORTERS: Readonly<Record<ExporterType, readonly PinnedPackage[]>> = {
  noop: [],
  console: [],
  memory: [],
  file: OTLP,
  otlpgrpc: OTLP,
  otlphttp: OTLP,
  "otlphttp-json": OTLP,
  zipkin: [],
  prometheus: ["@opentelemetry/exporter-prometheus"],
};

const PROPAGATORS: Readonly<Partial<Record<PropagatorName, PinnedPackage>>> = {
  b3: "@opentelemetry/propagator-b3",
  b3multi: "@opentelemetry/propagator-b3",
  xray: "@opentelemetry/propagator-aws-xray",
};

/**
 * The packages that generated code needs in production, in alphabetical order. SDK pieces only where the provider is
 * ours, what reads cron expressions only where a workflow has a schedule. Pino is not among them: its bridge listens to
 * whatever the application has.
 */
export function requiredPackages({ telemetry, workflows }: Pick<Spec, "telemetry" | "workflows">): readonly PinnedPackage[] {
  const packages = new Set<PinnedPackage>(["@gen-flows/runtime", "@opentelemetry/api"]);
  if (telemetry.provider === "owned") {
    for (const name of ownedProvider(telemetry)) {
      packages.add(name);
    }
  }
  if (telemetry.provider !== "none" && telemetry.logs?.bridges.includes("winston") === true) {
    packages.add("winston");
  }
  if ([...workflows.values()].some(({ schedule }) => schedule !== undefined)) {
    packages.add("croner");
  }
  return [...packages].toSorted();
}

function ownedProvider(telemetry: TelemetrySettings): readonly PinnedPackage[] {
  return [
    "@opentelemetry/context-async-hooks",
    "@opentelemetry/core",
    "@opentelemetry/resources",
    "@opentelemetry/sdk-trace",
    ...(telemetry.propagators ?? []).flatMap((name) => PROPAGATORS[name] ?? []),
    ...(telemetry.logs === undefined ? [] : (["@opentelemetry/sdk-logs"] as const)),
    ...(telemetry.logs?.exporters ?? []).flatMap(({ type }) => EXPORTERS[type]),
    ...[telemetry, ...telemetry.services].flatMap(exporterPackages),
  ];
}

function exporterPackages({ exporters, metrics }: Pick<TelemetrySettings, "exporters" | "metrics">): readonly PinnedPackage[] {
  return [
    ...exporters.flatMap(({ type }) => EXPORTERS[type]),
    ...(metrics === undefined ? [] : (["@opentelemetry/sdk-metrics"] as const)),
    ...(metrics?.exporters ?? []).flatMap(({ type }) => EXPORTERS[type]),
  ];
}
