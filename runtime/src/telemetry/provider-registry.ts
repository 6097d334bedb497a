import { createNoopMeter, ProxyTracerProvider } from "@opentelemetry/api";
import type { Meter, MeterProvider, Tracer, TracerProvider } from "@opentelemetry/api";
import { MutableSpanProcessor } from "./delivery/mutable-span-processor.ts";
import type { ServiceOptions } from "./options.ts";
import type { TelemetryStatistics } from "./owned-telemetry.ts";
import type { Outlet, Pipeline } from "./pipeline.ts";
import { createPipelineHere } from "./relay/pipeline-here.ts";

/** The providers of a further service in the process. */
export interface ServiceProviders {
  /** Named like the service. */
  readonly tracer: Tracer;
  /** Named like the service. Does nothing where the service has no metric exporters. */
  readonly meter: Meter;
  /** For tracers of other names. */
  readonly tracerProvider: TracerProvider;
  /** For meters of other names. */
  readonly meterProvider: MeterProvider;
  /** Of this service alone. */
  statistics(): TelemetryStatistics;
}

/** The spec's `telemetry.services`. */
export interface ProviderRegistry {
  /**
   * The providers of a service. They are never those of the API: what does not ask for them by name has nothing to do
   * with them. Starts the telemetry. A service that the spec does not know does nothing, as does every service while
   * `OTEL_SDK_DISABLED` is true.
   *
   * @throws TelemetryConfigError if the configuration asks for something that cannot be done.
   */
  get(service: string): ServiceProviders;
}

const NOTHING: TelemetryStatistics = { produced: 0, exported: 0, dropped: 0, unsent: 0 };

const NOOP_METERS: MeterProvider = { getMeter: () => createNoopMeter() };

/** Of a service that nobody has declared. */
export const noopProviders: ServiceProviders = describe("noop", new ProxyTracerProvider(), NOOP_METERS, () => NOTHING);

/** Further services that have started. */
export interface StartedServices {
  readonly outlets: readonly Outlet[];
  find(service: string): ServiceProviders | undefined;
}

/**
 * Builds the providers of further services, and registers none of them.
 *
 * @throws TelemetryConfigError if one of them asks for something that cannot be done.
 */
export function startServices(services: Readonly<Record<string, ServiceOptions>> = {}): StartedServices {
  const started = Object.entries(services).map(([name, options]) => {
    const pipeline = createPipelineHere({ ...options, isFurther: true }, new MutableSpanProcessor(), name);
    return { name, pipeline, providers: providersOf(name, pipeline) };
  });
  const byName = new Map(started.map(({ name, providers }) => [name, providers]));
  return {
    outlets: started.map(({ pipeline }) => pipeline),
    find: (service) => byName.get(service),
  };
}

function providersOf(name: string, { tracerProvider, meterProvider, statistics }: Pipeline): ServiceProviders {
  return describe(name, tracerProvider, meterProvider ?? NOOP_METERS, statistics);
}

function describe(
  name: string,
  tracerProvider: TracerProvider,
  meterProvider: MeterProvider,
  statistics: () => TelemetryStatistics,
): ServiceProviders {
  return {
    tracer: tracerProvider.getTracer(name),
    meter: meterProvider.getMeter(name),
    tracerProvider,
    meterProvider,
    statistics,
  };
}
