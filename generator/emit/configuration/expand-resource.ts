import type { TelemetrySettings } from "../../ir/telemetry/settings.ts";
import { documentText } from "./document-text.ts";
import type { Expansion } from "./expansion.ts";

/** What the runtime finds out where the spec does not say. */
const DETECTORS = ["host", "process", "serviceinstance"];

/** Writes what the process says of itself. */
export function expandResource({ serviceName, serviceVersion, resource }: TelemetrySettings): Expansion {
  const attributes = { "service.name": serviceName, "service.version": serviceVersion, ...resource.attributes };
  // `env` is read in any case: variables go before the spec, and are nothing that a document says.
  const detectors = (resource.detectors ?? DETECTORS).filter((name) => name !== "env");
  return {
    attributes: Object.entries(attributes).map(([name, value]) => ({
      name: documentText(name),
      value: writeValue(value),
      type: typeof value === "string" ? undefined : attributeType(value),
    })),
    "detection/development":
      detectors.length === 0
        ? undefined
        : { detectors: detectors.map((name) => ({ [name === "serviceinstance" ? "service" : name]: {} })) },
  };
}

/** In lists the runtime fills in nothing. */
function writeValue(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((item: unknown) => (typeof item === "string" ? item.replaceAll("$", () => "$$") : item));
  }
  return typeof value === "string" ? documentText(value) : value;
}

function attributeType(value: unknown): string {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  const type = items.every((item) => typeof item === "string")
    ? "string"
    : items.every((item) => typeof item === "boolean")
      ? "bool"
      : items.every((item) => Number.isInteger(item))
        ? "int"
        : "double";
  return Array.isArray(value) ? `${type}_array` : type;
}
