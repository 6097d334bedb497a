import * as api from "@opentelemetry/api";
import { ProxyTracerProvider, createNoopMeter, metrics, trace } from "@opentelemetry/api";
import type { LoggerProvider, MeterProvider, TracerProvider } from "@opentelemetry/api";
import { FLUSH_DEADLINE, within } from "./deadline.ts";

type Flushable = object & { readonly forceFlush?: () => Promise<void> };

/** The tracer provider that somebody has registered, if anybody has. */
export function registeredTracerProvider(): TracerProvider | undefined {
  // The API registers a proxy, its own or that of another copy.
  const proxy = trace.getTracerProvider() as ProxyTracerProvider;
  const delegate = proxy.getDelegate();
  return delegate === new ProxyTracerProvider().getDelegate() ? undefined : delegate;
}

/** The meter provider that somebody has registered, if anybody has. */
export function registeredMeterProvider(): MeterProvider | undefined {
  const provider = metrics.getMeterProvider();
  return provider.getMeter("gen-flows") === createNoopMeter() ? undefined : provider;
}

/** The logger provider of the API: a proxy, as long as nobody has registered one. API 1.9 has none. */
export function currentLoggerProvider(): LoggerProvider | undefined {
  const { logs } = api as Partial<Pick<typeof api, "logs">>;
  return logs?.getLoggerProvider();
}

/** Flushes the providers that somebody else has registered, if they can, within the deadline. */
export function flushRegistered(): Promise<void> {
  return flushProviders([registeredTracerProvider(), registeredMeterProvider(), currentLoggerProvider()]);
}

/** As `flushRegistered`, for the tracer provider alone. */
export function flushRegisteredSpans(): Promise<void> {
  return flushProviders([registeredTracerProvider()]);
}

async function flushProviders(providers: ReadonlyArray<Flushable | undefined>): Promise<void> {
  await within(FLUSH_DEADLINE, Promise.allSettled(providers.map(async (provider) => provider?.forceFlush?.())));
}
