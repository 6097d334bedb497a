import { context, logs, metrics, propagation, trace } from "@opentelemetry/api";
import type { TextMapPropagator } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import type { Pipeline } from "../pipeline.ts";
import { carriesContext } from "./carries-context.ts";
import { linkCopies } from "./link-copies.ts";
import { currentLoggerProvider, registeredMeterProvider, registeredTracerProvider } from "./registered-provider.ts";
import { warnOfLaterProvider } from "./warn-of-later-provider.ts";

/** Registers what carries context in the process, unless somebody else has. It stays: an adopted provider may go on using it. */
export function ensureContextManager(): void {
  if (!carriesContext()) {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  }
}

/**
 * Registers what carries context, in the process and beyond. What somebody else has registered stays.
 *
 * @returns a function that takes ours away again.
 */
export function registerContext(propagator: TextMapPropagator): () => void {
  const ownsContext = context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const ownsPropagation = propagation.setGlobalPropagator(propagator);
  return () => {
    if (ownsContext) {
      context.disable();
    }
    if (ownsPropagation) {
      propagation.disable();
    }
  };
}

/**
 * Registers our providers, where nobody else has registered theirs.
 *
 * @returns a function that takes ours away again; `undefined` if the API takes no tracer provider from us, because
 *   another copy of it, of another version, has registered something before.
 */
export function registerProviders(pipeline: Pipeline): (() => void) | undefined {
  const { tracerProvider, meterProvider, loggerProvider } = pipeline;
  linkCopies();
  if (!trace.setGlobalTracerProvider(tracerProvider)) {
    return undefined;
  }
  linkCopies();
  warnOfLaterProvider();
  if (meterProvider !== undefined && registeredMeterProvider() === undefined) {
    metrics.setGlobalMeterProvider(meterProvider);
  }
  if (loggerProvider !== undefined) {
    logs.setGlobalLoggerProvider(loggerProvider);
  }
  return () => {
    if (registeredTracerProvider() === tracerProvider) {
      trace.disable();
    }
    if (meterProvider !== undefined && registeredMeterProvider() === meterProvider) {
      metrics.disable();
    }
    if (loggerProvider !== undefined && currentLoggerProvider() === loggerProvider) {
      logs.disable();
    }
  };
}
