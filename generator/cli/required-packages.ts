import { chosenEngines } from "../ir/engines.ts";
import type { EngineName } from "../ir/engines.ts";
import type { Spec } from "../ir/spec.ts";
import type { ExporterSettings } from "../ir/telemetry/exporter.ts";
import { INSTRUMENTATIONS } from "../ir/telemetry/instrumentations.ts";
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

/** Who may be on a machine of its own: what runs tasks, what starts runs on an engine, and what makes both from the spec. */
export const ROLES = ["worker", "client", "build"] as const;

export type Role = (typeof ROLES)[number];

const ENGINES: Readonly<Record<EngineName, Readonly<Record<"worker" | "client", readonly PinnedPackage[]>>>> = {
  restate: {
    worker: ["@restatedev/restate-sdk"],
    client: ["@restatedev/restate-sdk-clients"],
  },
  temporal: {
    worker: [
      "@temporalio/activity",
      "@temporalio/common",
      "@temporalio/envconfig",
      "@temporalio/worker",
      "@temporalio/workflow",
    ],
    client: ["@temporalio/client", "@temporalio/common", "@temporalio/envconfig"],
  },
};

/** What the build needs beside the packages of the other roles, which hold the types of what they run. */
const BUILD: readonly PinnedPackage[] = ["gen-flows", "typescript"];

/**
 * The packages that generated code needs, in alphabetical order. SDK pieces only where the provider is ours, what reads
 * cron expressions only where a workflow has a schedule, those of engines only where they are chosen. Pino is not among
 * them: its bridge listens to whatever the application has.
 *
 * @param role Undefined for all that is needed in production.
 */
export function requiredPackages(
  { telemetry, workflows, engines, tasks }: Pick<Spec, "telemetry" | "workflows" | "engines" | "tasks">,
  role?: Role,
): readonly PinnedPackage[] {
  if (role === "build") {
    return BUILD;
  }
  const packages = new Set<PinnedPackage>(["@gen-flows/runtime", "@opentelemetry/api"]);
  for (const engine of chosenEngines(engines)) {
    for (const name of [...(role === "client" ? [] : ENGINES[engine].worker), ...(role === "worker" ? [] : ENGINES[engine].client)]) {
      packages.add(name);
    }
  }
  if (role !== "client" && [...tasks.values()].some(({ isolation }) => isolation === "thread")) {
    packages.add("piscina");
  }
  if (telemetry.provider === "owned") {
    for (const name of [...ownedProvider(telemetry), ...instrumentationPackages(telemetry)]) {
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

function instrumentationPackages({ instrumentations }: TelemetrySettings): readonly PinnedPackage[] {
  return instrumentations.length === 0
    ? []
    : ["@opentelemetry/instrumentation", ...instrumentations.map(({ name }) => INSTRUMENTATIONS[name].package)];
}

function exporterPackages({ exporters, metrics }: Pick<TelemetrySettings, "exporters" | "metrics">): readonly PinnedPackage[] {
  return [
    ...exporters.flatMap(({ type }) => EXPORTERS[type]),
    ...(metrics === undefined ? [] : (["@opentelemetry/sdk-metrics"] as const)),
    ...(metrics?.exporters ?? []).flatMap(({ type }) => EXPORTERS[type]),
  ];
}
