import type { RelaySink } from "./relay-sink.ts";

const sinks = new Map<string | undefined, RelaySink>();

/**
 * What threads tell goes to this sink from now on.
 *
 * @param service One of `telemetry.services`. Undefined for the providers of the process.
 * @returns a function that ends that.
 */
export function addSink(sink: RelaySink, service?: string): () => void {
  sinks.set(service, sink);
  return () => {
    if (sinks.get(service) === sink) {
      sinks.delete(service);
    }
  };
}

/** Undefined where nothing of that service is recorded by a provider of ours. */
export function sinkOf(service?: string): RelaySink | undefined {
  return sinks.get(service);
}

/** Of all services. */
export function allSinks(): readonly RelaySink[] {
  return [...sinks.values()];
}

const drains = new Set<() => void>();

/**
 * Calls a function whenever all that threads have told by then is wanted.
 *
 * @returns a function that ends that.
 */
export function addDrain(drain: () => void): () => void {
  drains.add(drain);
  return () => {
    drains.delete(drain);
  };
}

/** Takes in what threads have told so far, without waiting for the event loop. */
export function drainThreads(): void {
  for (const drain of drains) {
    drain();
  }
}
