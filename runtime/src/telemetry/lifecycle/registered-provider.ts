import { ProxyTracerProvider, createNoopMeter, metrics, trace } from "@opentelemetry/api";
import type { MeterProvider, TracerProvider } from "@opentelemetry/api";
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

/** Flushes the providers that somebody else has registered, if they can, within the deadline. */
export async function flushRegistered(): Promise<void> {
  const providers: ReadonlyArray<Flushable | undefined> = [registeredTracerProvider(), registeredMeterProvider()];
  await within(FLUSH_DEADLINE, Promise.allSettled(providers.map(async (provider) => provider?.forceFlush?.())));
}
