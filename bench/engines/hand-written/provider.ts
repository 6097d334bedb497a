import { context, propagation, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from "@opentelemetry/core";
import { RandomIdGenerator, TracerProvider } from "@opentelemetry/sdk-trace";
import type { SpanProcessor } from "@opentelemetry/sdk-trace";

let reserved: string | undefined;

/** Gives `id` to the first span that `start` begins before it returns. */
export function withSpanId<Result>(id: string, start: () => Result): Result {
  reserved = id;
  try {
    return start();
  } finally {
    reserved = undefined;
  }
}

/** Registers what an expert would: a provider whose span ids may be reserved, W3C propagation, a context manager. */
export function registerProvider(processor: SpanProcessor): void {
  const random = new RandomIdGenerator();
  const provider = new TracerProvider({
    idGenerator: {
      generateTraceId: () => random.generateTraceId(),
      generateSpanId: () => {
        const id = reserved ?? random.generateSpanId();
        reserved = undefined;
        return id;
      },
    },
    spanProcessors: [processor],
  });
  trace.setGlobalTracerProvider(provider);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(
    new CompositePropagator({ propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()] }),
  );
}
