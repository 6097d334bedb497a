import type { LogBridge } from "../logs/bridge.ts";
import { attachObservables } from "../metrics/index.ts";
import { carriesContext } from "./lifecycle/carries-context.ts";
import { linkCopies } from "./lifecycle/link-copies.ts";
import { flushRegistered, flushRegisteredSpans, registeredTracerProvider } from "./lifecycle/registered-provider.ts";
import { warn } from "./lifecycle/warn.ts";
import { startBridges } from "./logs/start-bridges.ts";
import { currentRelay, NO_PROVIDER_IN_THREAD } from "./relay/relay.ts";
import type { Telemetry } from "./telemetry.ts";
import { traceUrl } from "./trace-url.ts";

export interface AdoptOptions {
  /** A URL with `{traceId}` in it. */
  readonly traceLink?: string | undefined;
  /** Loggers whose records become OpenTelemetry's. */
  readonly bridges?: readonly LogBridge[] | undefined;
}

/**
 * For `provider: adopt`: spans go to the providers that the application registers. Nothing of the SDK is imported.
 * The application flushes them when it ends; `flush` does so in between.
 */
export function adoptTelemetry(options: AdoptOptions = {}): Telemetry {
  let endBridges: (() => void) | undefined;
  return {
    start: () => {
      if (endBridges === undefined) {
        endBridges = startBridges(options.bridges);
        const relay = currentRelay();
        if (registeredTracerProvider() === undefined && relay !== undefined) {
          relay.warn(NO_PROVIDER_IN_THREAD);
        } else if (registeredTracerProvider() === undefined) {
          warn("no OpenTelemetry provider is registered, so spans are not recorded. Register one before the first run.");
        } else if (!carriesContext()) {
          warn(
            "no OpenTelemetry context manager is registered, so what handlers call is not below their tasks. Register " +
              "AsyncLocalStorageContextManager of @opentelemetry/context-async-hooks with the provider.",
          );
        }
      }
      linkCopies();
      attachObservables();
    },
    flush: flushRegistered,
    flushSpans: flushRegisteredSpans,
    shutdown: () => {
      endBridges?.();
      return flushRegistered();
    },
    ready: () => undefined,
    reservesSpanIds: () => false,
    traceUrl: (traceId) => traceUrl(options.traceLink, traceId),
  };
}
