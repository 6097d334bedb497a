import { attachObservables } from "../metrics/index.ts";
import { flushRegistered, registeredTracerProvider } from "./lifecycle/registered-provider.ts";
import { warn } from "./lifecycle/warn.ts";
import type { Telemetry } from "./telemetry.ts";
import { traceUrl } from "./trace-url.ts";

/**
 * For `provider: adopt`: spans go to the providers that the application registers. Nothing of the SDK is imported.
 * The application flushes them when it ends; `flush` does so in between.
 */
export function adoptTelemetry(options: { readonly traceLink?: string | undefined } = {}): Telemetry {
  let started = false;
  return {
    start: () => {
      if (!started && registeredTracerProvider() === undefined) {
        warn("no OpenTelemetry provider is registered, so spans are not recorded. Register one before the first run.");
      }
      started = true;
      attachObservables();
    },
    flush: flushRegistered,
    shutdown: flushRegistered,
    ready: () => undefined,
    traceUrl: (traceId) => traceUrl(options.traceLink, traceId),
  };
}
