import type { AttributeValue } from "@opentelemetry/api";
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
import { CONFIG_FILE, readVariable } from "./settings/environment.ts";
import { interpolate } from "./settings/interpolate.ts";

type Described = Pick<TelemetryOptions, "serviceName" | "serviceVersion" | "resource"> & {
  /** It is not the service that the variables name. */
  readonly isFurther?: boolean | undefined;
};

/** `env` is read in any case, and last, because operators expect it to win. */
const DETECTORS: Readonly<Record<DetectorName, readonly ResourceDetector[]>> = {
  env: [],
  host: [hostDetector],
  os: [osDetector],
  process: [processDetector],
  serviceinstance: [serviceInstanceIdDetector],
};

/** The attributes that have options of their own. */
const OPTIONS: Readonly<Record<string, string>> = {
  [ATTR_SERVICE_NAME]: "serviceName",
  [ATTR_SERVICE_VERSION]: "serviceVersion",
};

const DEFAULT_DETECTORS: readonly DetectorName[] = ["env", "host", "process", "serviceinstance"];

/**
 * Describes this process: what was detected, then the spec's attributes, then `OTEL_RESOURCE_ATTRIBUTES` and
 * `OTEL_SERVICE_NAME`; the later wins.
 *
 * @throws TelemetryConfigError for an unknown detector, a missing variable, or malformed `OTEL_RESOURCE_ATTRIBUTES`.
 */
export function createResource(options: Described): Resource {
  const own = specAttributes(options);
  const detectors = (options.resource?.detectors ?? DEFAULT_DETECTORS).flatMap(detectorsNamed);
  return defaultResource()
    .merge(detectResources({ detectors }))
    .merge(resourceFromAttributes(own))
    .merge(environmentResource())
    .merge(resourceFromAttributes(options.isFurther === true ? { [ATTR_SERVICE_NAME]: own[ATTR_SERVICE_NAME] } : {}));
}

function detectorsNamed(name: DetectorName): readonly ResourceDetector[] {
  if (!Object.hasOwn(DETECTORS, name)) {
    const names = Object.keys(DETECTORS).join(", ");
    throw new TelemetryConfigError(`There is no resource detector "${name}". Use ${names}.`);
  }
  return DETECTORS[name];
}

/** What a variable leaves empty is not said at all. */
function specAttributes(options: Described) {
  const written: Readonly<Record<string, AttributeValue | undefined>> = {
    [ATTR_SERVICE_NAME]: options.serviceName,
    [ATTR_SERVICE_VERSION]: options.serviceVersion,
    ...options.resource?.attributes,
  };
  const read = Object.entries(written).map(
    ([name, value]) => [name, typeof value === "string" ? interpolate(value, optionOf(name)) : value] as const,
  );
  return Object.fromEntries(read.filter(([name, value]) => value !== "" || written[name] === ""));
}

function optionOf(attribute: string): string {
  return OPTIONS[attribute] ?? `resource.attributes.${attribute}`;
}

function environmentResource(): Resource {
  if (readVariable(CONFIG_FILE) !== undefined) {
    return resourceFromAttributes({});
  }
  const described = detectResources({ detectors: [resourceAttributesEnvDetector] });
  // The detector discards a malformed variable as a whole, and says nothing.
  if (readVariable("OTEL_RESOURCE_ATTRIBUTES") !== undefined && Object.keys(described.attributes).length === 0) {
    throw new TelemetryConfigError("OTEL_RESOURCE_ATTRIBUTES is malformed: give key=value,key=value, percent-encoded.");
  }
  return described.merge(detectResources({ detectors: [serviceNameEnvDetector] }));
}
