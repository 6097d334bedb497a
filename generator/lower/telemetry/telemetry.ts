import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { TelemetrySettings } from "../../ir/telemetry/settings.ts";
import type { LoadFile, SourceNode } from "../../source/node.ts";
import { asDuration } from "../duration.ts";
import { asOneOf, asString, get, membersOf } from "../read.ts";
import { refuseAt } from "../unsupported.ts";
import { findDocument } from "./config/find-document.ts";
import { lowerConfiguration } from "./config/lower-configuration.ts";
import { readDocument } from "./config/read-document.ts";
import { lowerExporters } from "./exporters.ts";
import { lowerFlyte } from "./flyte.ts";
import { lowerInstrumentations } from "./instrumentations.ts";
import { lowerLogs } from "./logs.ts";
import { lowerProcessor } from "./processor.ts";
import { lowerPropagators } from "./propagators.ts";
import { lowerResource } from "./resource.ts";
import { lowerSampler, lowerWorkflowSamplers } from "./sampler.ts";
import { lowerTraces } from "./traces.ts";

/** What the `telemetry` block is read with. */
export interface TelemetryLowering {
  /** Of the spec: the service is called so where the block does not say otherwise. */
  readonly name: string;
  readonly version: string;
  readonly workflows: SourceNode | undefined;
  readonly load: LoadFile | undefined;
  readonly diagnostics: Diagnostic[];
}

/**
 * Reads the `telemetry` block; a spec without one exports nothing until an `OTEL_*` variable says where to. An
 * OpenTelemetry document, whole, and Flyte's block are other ways to say the same.
 */
export function lowerTelemetry(node: SourceNode | undefined, lowering: TelemetryLowering): TelemetrySettings {
  const { name, version, workflows, load, diagnostics } = lowering;
  const provider = asOneOf(get(node, "provider"), ["owned", "adopt", "none"]) ?? "owned";
  const shorthand = lowerShorthand(node, diagnostics);
  const otel = get(node, "otel");
  const document = findDocument(node, load);
  const said =
    document === undefined
      ? { ...shorthand, ...(otel && lowerFlyte(otel, shorthand, diagnostics)) }
      : lowerConfiguration(readDocument(document, diagnostics));
  return {
    ...said,
    serviceName: said.serviceName ?? name,
    serviceVersion: said.serviceVersion ?? version,
    provider,
    onMissingParent: asOneOf(get(get(node, "propagation"), "onMissing"), ["warn", "error"]),
    workflowSamplers: lowerWorkflowSamplers(workflows, provider, diagnostics),
    traces: lowerTraces(node, { name, version }, provider, diagnostics),
    instrumentations: lowerInstrumentations(get(node, "instrumentations"), provider, diagnostics),
    services: lowerServices(get(node, "services"), provider, lowering),
    traceLink: asString(get(get(node, "links"), "trace")),
  };
}

function lowerShorthand(node: SourceNode | undefined, diagnostics: Diagnostic[]) {
  const metrics = get(node, "metrics");
  return {
    serviceName: asString(get(node, "serviceName")),
    serviceVersion: undefined,
    exporters: lowerExporters(get(node, "exporters"), "traces", diagnostics),
    processor: lowerProcessor(get(node, "processor")),
    sampler: lowerSampler(get(node, "sampler")),
    propagators: lowerPropagators(get(node, "propagators")),
    resource: lowerResource(get(node, "resource")),
    metrics: metrics && {
      exporters: lowerExporters(get(metrics, "exporters"), "metrics", diagnostics),
      interval: asDuration(get(metrics, "interval")),
      timeout: asDuration(get(metrics, "timeout")),
    },
    logs: lowerLogs(get(node, "logs"), diagnostics),
    disabled: undefined,
    logLevel: undefined,
  };
}

/** Each is a block like that of the process, with less in it. */
function lowerServices(
  node: SourceNode | undefined,
  provider: TelemetrySettings["provider"],
  lowering: TelemetryLowering,
): TelemetrySettings["services"] {
  if (node !== undefined && provider !== "owned") {
    const instead = "make the providers of further services where the application makes its own";
    refuseAt(node.range, `\`services\` with \`provider: ${provider}\``, instead, lowering.diagnostics);
  }
  return membersOf(node).map(({ key, value }) => ({
    name: key,
    ...lowerTelemetry(value, { ...lowering, name: key, workflows: undefined }),
  }));
}
