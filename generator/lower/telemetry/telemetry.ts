import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { TelemetrySettings } from "../../ir/telemetry/settings.ts";
import type { SourceNode } from "../../source/node.ts";
import { asDuration } from "../duration.ts";
import { asOneOf, asString, get } from "../read.ts";
import { refuse } from "../unsupported.ts";
import { EXPORTERS, lowerExporters, METRIC_EXPORTERS } from "./exporters.ts";
import { lowerProcessor } from "./processor.ts";
import { lowerPropagators } from "./propagators.ts";
import { lowerResource } from "./resource.ts";
import { lowerSampler, lowerWorkflowSamplers } from "./sampler.ts";
import { lowerTraces } from "./traces.ts";

const UNSUPPORTED_KEYS = {
  config: "say the same with `exporters`, `processor`, `sampler` and `propagators`",
  configFile: "say the same with `exporters`, `processor`, `sampler` and `propagators`",
  otel: "say the same with `exporters` and `sampler`",
  logs: undefined,
  instrumentations: "register instrumentations in your application, before it imports the generated code",
  services: undefined,
  durableSpans: undefined,
} as const;

/** Reads the `telemetry` block; a spec without one exports nothing until an `OTEL_*` variable says where to. */
export function lowerTelemetry(
  node: SourceNode | undefined,
  spec: { readonly name: string; readonly version: string; readonly workflows: SourceNode | undefined },
  diagnostics: Diagnostic[],
): TelemetrySettings {
  refuse(node, UNSUPPORTED_KEYS, diagnostics);
  const metrics = get(node, "metrics");
  const provider = asOneOf(get(node, "provider"), ["owned", "adopt", "none"]) ?? "owned";
  return {
    serviceName: asString(get(node, "serviceName")) ?? spec.name,
    serviceVersion: spec.version,
    provider,
    traces: lowerTraces(node, spec, provider, diagnostics),
    exporters: lowerExporters(get(node, "exporters"), EXPORTERS, diagnostics),
    processor: lowerProcessor(get(node, "processor")),
    sampler: lowerSampler(get(node, "sampler")),
    workflowSamplers: lowerWorkflowSamplers(spec.workflows, provider, diagnostics),
    propagators: lowerPropagators(get(node, "propagators")),
    resource: lowerResource(get(node, "resource")),
    metrics: metrics && {
      exporters: lowerExporters(get(metrics, "exporters"), METRIC_EXPORTERS, diagnostics),
      interval: asDuration(get(metrics, "interval")),
    },
    traceLink: asString(get(get(node, "links"), "trace")),
  };
}
