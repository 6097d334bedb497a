import type { TextMapPropagator } from "@opentelemetry/api";
import { B3InjectEncoding, B3Propagator } from "@opentelemetry/propagator-b3";

/**
 * Sends B3 in one header, `b3`. Reads it from one header or from several.
 *
 * @see https://github.com/openzipkin/b3-propagation
 */
export function b3Propagator(): TextMapPropagator {
  return new B3Propagator();
}

/** Sends B3 in several headers, `X-B3-…`. Reads it from one header or from several. */
export function b3MultiPropagator(): TextMapPropagator {
  return new B3Propagator({ injectEncoding: B3InjectEncoding.MULTI_HEADER });
}
