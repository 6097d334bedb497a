import { attachObservables } from "../metrics/index.ts";
import { combineOutlets } from "./combine-outlets.ts";
import { loadConfiguration } from "./configuration/load-configuration.ts";
import { asConfigError } from "./settings/config-error.ts";
import { MutableSpanProcessor } from "./delivery/mutable-span-processor.ts";
import { NO_ANSWER } from "./lifecycle/deadline.ts";
import { startDiagnosticLog } from "./lifecycle/diagnostic-log.ts";
import { flushAtExit } from "./lifecycle/flush-at-exit.ts";
import { flushRegistered, flushRegisteredSpans, registeredTracerProvider } from "./lifecycle/registered-provider.ts";
import { startBridges } from "./logs/start-bridges.ts";
import { linkCopies } from "./lifecycle/link-copies.ts";
import { ensureContextManager, registerContext, registerProviders } from "./lifecycle/registration.ts";
import { warn } from "./lifecycle/warn.ts";
import { finishPreload, warnUnlessPreloaded } from "./instrumentations/preload.ts";
import type { TelemetryOptions } from "./options.ts";
import type { OwnedTelemetry, TelemetryStatistics } from "./owned-telemetry.ts";
import type { Outlet } from "./pipeline.ts";
import { createPropagator } from "./propagators/create-propagator.ts";
import { noopProviders, startServices } from "./provider-registry.ts";
import type { ServiceProviders, StartedServices } from "./provider-registry.ts";
import { createPipelineHere } from "./relay/pipeline-here.ts";
import { currentRelay, NO_PROVIDER_IN_THREAD } from "./relay/relay.ts";
import { CONFIG_FILE, readBoolean, readVariable } from "./settings/environment.ts";
import { warnOfForeignVariables } from "./settings/warn-of-foreign-variables.ts";
import { resolveBoolean } from "./settings/setting.ts";
import { traceUrl } from "./trace-url.ts";

/** What the start came to. */
interface Started {
  /** Spans reach the processors that are added. */
  readonly owned: boolean;
  flush(): Promise<unknown>;
  flushSpans(): Promise<unknown>;
  shutdown(): Promise<unknown>;
  ready(): Promise<void> | undefined;
  statistics(): TelemetryStatistics;
  findService(name: string): ServiceProviders | undefined;
}

const ADOPTED: Started = {
  owned: false,
  flush: flushRegistered,
  flushSpans: flushRegisteredSpans,
  shutdown: flushRegistered,
  ready: () => undefined,
  statistics: () => ({ produced: 0, exported: 0, dropped: 0, unsent: 0 }),
  findService: () => undefined,
};

const nothing = (): Promise<void> => Promise.resolve();

const OFF: Started = { ...ADOPTED, flush: nothing, flushSpans: nothing, shutdown: nothing };

/**
 * Describes the providers that a spec asks for. Nothing happens before `start`.
 *
 * If somebody else has registered a tracer provider by then, it is adopted: spans go there, and nothing of ours is
 * registered but a context manager, where there is none. `OTEL_*` variables override what is said here; with `OTEL_SDK_DISABLED` only context is propagated.
 * The document that `OTEL_CONFIG_FILE` names stands in the place of the spec and of all other `OTEL_*` variables.
 */
export function defineTelemetry(options: TelemetryOptions): OwnedTelemetry {
  const processors = new MutableSpanProcessor();
  let started: Started | undefined;
  let stopped: "for good" | "and told" | undefined;
  const ensureStarted = (): Started => {
    if (started === undefined) {
      const { isEmpty } = processors;
      try {
        started = start(options, processors);
      } catch (error) {
        throw asConfigError(error);
      }
      attachObservables();
      if (started.owned) {
        warnUnlessPreloaded(options.instrumentations);
        finishPreload();
      }
      if (!started.owned && (!isEmpty || options.spanProcessors !== undefined)) {
        warnOfProcessor();
      }
    }
    return started;
  };
  return {
    start: () => {
      ensureStarted();
      if (stopped === "for good") {
        stopped = "and told";
        warn("telemetry has been stopped, and does not start again: what is done from now on is not recorded.");
      }
    },
    flush: async () => {
      await started?.flush();
    },
    flushSpans: async () => {
      await started?.flushSpans();
    },
    shutdown: async () => {
      // A provider of somebody else's goes on.
      stopped ??= started?.owned === true ? "for good" : undefined;
      await started?.shutdown();
    },
    ready: () => started?.ready(),
    reservesSpanIds: () => started?.owned === true,
    addSpanProcessor: (processor) => {
      processors.add(processor);
      if (started?.owned === false) {
        warnOfProcessor();
      }
    },
    providers: { get: (service) => ensureStarted().findService(service) ?? noopProviders },
    statistics: () => (started ?? OFF).statistics(),
    traceUrl: (traceId) => traceUrl(options.traceLink, traceId),
    ...(options.workflowSamplers && { sampledWorkflows: new Set(Object.keys(options.workflowSamplers)) }),
  };
}

function start(specified: TelemetryOptions, processors: MutableSpanProcessor): Started {
  if (registeredTracerProvider() !== undefined) {
    linkCopies();
    ensureContextManager();
    const adopted = isDisabled(specified) ? ADOPTED : withServices(ADOPTED, startServices(specified.services));
    return withBridges(adopted, specified);
  }
  const options = readVariable(CONFIG_FILE) === undefined ? specified : loadConfiguration(specified);
  startDiagnosticLog(options.logLevel);
  warnOfForeignVariables();
  const propagator = createPropagator(options.propagators);
  if (isDisabled(options)) {
    registerContext(propagator);
    return OFF;
  }
  const services = startServices(options.services);
  const relay = currentRelay();
  if (relay?.isOwned === false) {
    relay.warn(NO_PROVIDER_IN_THREAD);
    registerContext(propagator);
    return withBridges(withServices(OFF, services), specified);
  }
  const pipeline = createPipelineHere(options, processors);
  const unregisterProviders = registerProviders(pipeline);
  if (unregisterProviders === undefined) {
    warn(
      "another copy of @opentelemetry/api, of another version, is in use, and spans of workflows cannot reach it. " +
        "They are not recorded. Install one version: see npm ls @opentelemetry/api.",
    );
    return withServices(OFF, services);
  }
  const unregisterContext = registerContext(propagator);
  const outlet = combineOutlets([pipeline, ...services.outlets]);
  const shutdown = stopping(outlet, () => {
    unregisterContext();
    unregisterProviders();
  });
  const owned: Started = {
    owned: true,
    flush: outlet.flush,
    flushSpans: outlet.flushSpans,
    shutdown,
    ready: outlet.ready,
    statistics: outlet.statistics,
    findService: services.find,
  };
  return withBridges(owned, specified);
}

/** Takes over the records of other loggers, until the shutdown. */
function withBridges(started: Started, { logs }: TelemetryOptions): Started {
  const endBridges = startBridges(logs?.bridges);
  return {
    ...started,
    shutdown: () => {
      endBridges();
      return started.shutdown();
    },
  };
}

function isDisabled({ disabled }: TelemetryOptions): boolean {
  return readBoolean("OTEL_SDK_DISABLED") ?? resolveBoolean(disabled, "disabled") ?? false;
}

/** Further services are ours, whoever has the tracer provider of the process. */
function withServices(main: Started, { outlets, find }: StartedServices): Started {
  if (outlets.length === 0) {
    return main;
  }
  const outlet = combineOutlets(outlets);
  const stop = stopping(outlet, () => {});
  return {
    owned: false,
    flush: () => Promise.all([main.flush(), outlet.flush()]),
    flushSpans: () => Promise.all([main.flushSpans(), outlet.flushSpans()]),
    shutdown: () => Promise.all([main.shutdown(), stop()]),
    ready: outlet.ready,
    statistics: outlet.statistics,
    findService: find,
  };
}

/**
 * Watches over the ways out of the process.
 *
 * @returns What stops everything for good, once.
 */
function stopping(outlet: Outlet, unregister: () => void): () => Promise<void> {
  // A thread has handed on all that it made.
  const unhook = currentRelay() === undefined ? flushAtExit(outlet) : () => {};
  const stop = async (): Promise<void> => {
    outlet.prepareEnd();
    await outlet.shutdown();
    outlet.end(NO_ANSWER);
    unhook();
    unregister();
  };
  let stopped: Promise<void> | undefined;
  return () => (stopped ??= stop());
}

function warnOfProcessor(): void {
  warn("the span processor that was added sees no spans: the tracer provider is not ours.");
}
