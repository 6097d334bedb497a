import type { ServiceSettings } from "../../ir/telemetry/settings.ts";
import { literal, objectOf, stringLiteral } from "../../print/literal.ts";
import type { Module } from "../../print/module.ts";
import { printExporters } from "./exporters.ts";
import { printSampler } from "./sampler.ts";

/** The further services of the process. */
export function printServices(services: readonly ServiceSettings[], module: Module): string {
  const members = services.map((service) => [service.name, objectOf(printService(service, module, "      "), "    ")] as const);
  return objectOf(Object.fromEntries(members), "  ");
}

/**
 * What a service may say of its own.
 *
 * @param indentation Of its properties.
 */
export function printService(
  settings: Omit<ServiceSettings, "name">,
  module: Module,
  indentation: string,
): Readonly<Record<string, string | undefined>> {
  const { processor, sampler, spanLimits, resource, metrics } = settings;
  const hasResource = Object.keys(resource.attributes).length > 0 || resource.detectors !== undefined;
  return {
    serviceName: stringLiteral(settings.serviceName),
    serviceVersion: stringLiteral(settings.serviceVersion),
    exporters: printExporters(settings.exporters, "traces", indentation, module),
    processor: processor && literal({ ...processor }, indentation),
    sampler: sampler && printSampler(sampler, indentation),
    spanLimits: spanLimits && literal({ ...spanLimits }, indentation),
    resource: hasResource
      ? literal(
          {
            attributes: Object.keys(resource.attributes).length > 0 ? resource.attributes : undefined,
            detectors: resource.detectors,
          },
          indentation,
        )
      : undefined,
    metrics:
      metrics &&
      objectOf(
        {
          exporters: printExporters(metrics.exporters, "metrics", `${indentation}  `, module),
          interval: metrics.interval === undefined ? undefined : literal(metrics.interval),
          timeout: metrics.timeout === undefined ? undefined : literal(metrics.timeout),
        },
        indentation,
      ),
  };
}
