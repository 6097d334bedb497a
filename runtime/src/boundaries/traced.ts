import type { Attributes, SpanKind, Tracer } from "@opentelemetry/api";
import { SCOPE } from "../task/metrics.ts";
import { tracerOf } from "./spanned-call.ts";
import type { AnyFunction } from "./spanned-call.ts";
import { spannedFunction } from "./spanned-function.ts";

/** How the calls of a function are traced. */
export interface TracedOptions<Fn extends AnyFunction> {
  /** By name, or a tracer of your own. Default: that of the runtime. */
  readonly tracer?: string | Tracer | undefined;
  /** Default: internal. */
  readonly kind?: SpanKind | undefined;
  /** From the arguments, before the call. Not computed for a span that is not recorded. One that throws costs its attributes. */
  readonly attributes?: ((...parameters: Parameters<Fn>) => Attributes) | undefined;
  /** The same from the result, once the call has succeeded. Not for generators. */
  readonly resultAttributes?: ((result: Awaited<ReturnType<Fn>>) => Attributes) | undefined;
}

/**
 * Puts every call of a function into a span below the active one; what it calls is below that. The function keeps its type
 * with all overloads and type parameters, its `this`, name, length and properties.
 *
 * The span ends when the call returns, or when the promise that it returns has settled. That of a generator, synchronous or
 * not, lasts from its first `next` to its end. On success the status is left unset. On failure it is ERROR, with `error.type`
 * and the exception, unless a span below has recorded that; in a task, errors and values are shown as its spec says.
 *
 * @param name of the span. Few different ones: a backend groups by it.
 */
export function traced<Fn extends AnyFunction>(name: string, fn: Fn, options: TracedOptions<Fn> = {}): Fn {
  const { tracer = SCOPE, kind, attributes, resultAttributes } = options;
  return spannedFunction(
    {
      tracer: tracerOf(tracer),
      name,
      options: kind === undefined ? undefined : { kind },
      attributes,
      resultAttributes,
    },
    fn,
  );
}
