import { createRequire } from "node:module";
import { trace } from "@opentelemetry/api";
import type { ProxyTracerProvider, TraceAPI } from "@opentelemetry/api";
import { registeredTracerProvider } from "./registered-provider.ts";

/** What this module needs of a copy of the API. */
interface Copy {
  readonly trace: TraceAPI;
}

const require = createRequire(import.meta.url);

/** What the copies of the API take tracers from as long as no provider is registered, as far as they are known. */
const proxies = new Set<ProxyTracerProvider>();
linkCopies();

/**
 * Lets tracers that were taken before a provider was registered make its spans. To be called before the registration, and
 * again after it: a copy of the API answers with its own proxy only before.
 *
 * The API is there once for `import` and once for `require`, as two modules. They share what is registered, but each has a
 * proxy of its own for tracers that are taken earlier, and a registration tells only one of them. The tracers of the other,
 * such as that of generated code that is compiled to CommonJS, would be silent for ever.
 */
export function linkCopies(): void {
  const provider = registeredTracerProvider();
  if (provider === undefined) {
    for (const { trace: tracing } of loadedCopies()) {
      proxies.add(tracing.getTracerProvider() as ProxyTracerProvider);
    }
    return;
  }
  for (const proxy of proxies) {
    if (proxy.getDelegate() !== provider) {
      proxy.setDelegate(provider);
    }
  }
}

/** This copy, and the one for `require` if something has loaded it. One that is loaded later finds what is registered. */
function loadedCopies(): readonly Copy[] {
  const required = require.cache[require.resolve("@opentelemetry/api")]?.exports as Copy | undefined;
  return required === undefined ? [{ trace }] : [{ trace }, required];
}
