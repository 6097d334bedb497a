import {
  defaultResource,
  detectResources,
  hostDetector,
  osDetector,
  processDetector,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
  serviceInstanceIdDetector,
  serviceNameEnvDetector,
} from "@opentelemetry/resources";
import type { Resource, ResourceDetector } from "@opentelemetry/resources";
import { ATTR_SERVICE_NAME, ATTR_SERVICE_VERSION } from "@opentelemetry/semantic-conventions";
import type { DetectorName, TelemetryOptions } from "./options.ts";
import { TelemetryConfigError } from "./settings/config-error.ts";
import { readVariable } from "./settings/environment.ts";
import { interpolate } from "./settings/interpolate.ts";

type Described = Pick<TelemetryOptions, "serviceName" | "serviceVersion" | "resource">;

/** `env` is read in any case, and last, because operators expect it to win. */
const DETECTORS: Readonly<Record<DetectorName, readonly ResourceDetector[]>> = {
  env: [],
  host: [hostDetector],
  os: [osDetector],
  process: [processDetector],
  serviceinstance: [serviceInstanceIdDetector],
};

const DEFAULT_DETECTORS: readonly DetectorName[] = ["env", "host", "process", "serviceinstance"];

/**
 * Describes this process: what was detected, then the spec's attributes, then `OTEL_RESOURCE_ATTRIBUTES` and
 * `OTEL_SERVICE_NAME`; the later wins.
 *
 * @throws TelemetryConfigError for an unknown detector, a missing variable, or malformed `OTEL_RESOURCE_ATTRIBUTES`.
 */
export function createResource(options: Described): Resource {
  const detectors = (options.resource?.detectors ?? DEFAULT_DETECTORS).flatMap(detectorsNamed);
  return defaultResource()
    .merge(detectResources({ detectors }))
    .merge(resourceFromAttributes(specAttributes(options)))
    .merge(environmentResource());
}

function detectorsNamed(name: DetectorName): readonly ResourceDetector[] {
  if (!Object.hasOwn(DETECTORS, name)) {
    const names = Object.keys(DETECTORS).join(", ");
    throw new TelemetryConfigError(`There is no resource detector "${name}". Use ${names}.`);
  }
  return DETECTORS[name];
}

function specAttributes(options: Described) {
  const attributes: Record<string, string | number | boolean> = {
    [ATTR_SERVICE_NAME]: interpolate(options.serviceName, "serviceName"),
  };
  if (options.serviceVersion !== undefined) {
    attributes[ATTR_SERVICE_VERSION] = interpolate(options.serviceVersion, "serviceVersion");
  }
  for (const [name, value] of Object.entries(options.resource?.attributes ?? {})) {
    attributes[name] = typeof value === "string" ? interpolate(value, `resource.attributes.${name}`) : value;
  }
  return attributes;
}

function environmentResource(): Resource {
  const described = detectResources({ detectors: [resourceAttributesEnvDetector] });
  // The detector discards a malformed variable as a whole, and says nothing.
  if (readVariable("OTEL_RESOURCE_ATTRIBUTES") !== undefined && Object.keys(described.attributes).length === 0) {
    throw new TelemetryConfigError("OTEL_RESOURCE_ATTRIBUTES is malformed: give key=value,key=value, percent-encoded.");
  }
  return described.merge(detectResources({ detectors: [serviceNameEnvDetector] }));
}
