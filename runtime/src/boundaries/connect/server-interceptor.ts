import type { Interceptor } from "@connectrpc/connect";
import { context, diag, propagation, ROOT_CONTEXT } from "@opentelemetry/api";
import type { Context } from "@opentelemetry/api";
import { servedSpan } from "../http/tracing-keys.ts";
import { createCalls } from "./call.ts";
import { intercept } from "./intercept.ts";
import type { InterceptorOptions } from "./options.ts";

/**
 * Gives each call that a server takes a span of kind server, `shop.v1.PaymentService/Charge`, below the span and with the
 * baggage that its headers carry. Below an HTTP span of the same request, where something makes those. Workflows that a
 * handler starts are below it, and have their context from the baggage. Belongs into the `interceptors` of an adapter.
 *
 * The span of a call with streams lasts until the answer has been sent, or the client has gone away. A failure is ERROR
 * where the server answers for it, by the codes `unknown`, `deadline_exceeded`, `unimplemented`, `internal`, `unavailable`
 * and `data_loss`; others stand in `rpc.status_code` only.
 */
export function serverInterceptor(options: InterceptorOptions = {}): Interceptor {
  const begin = createCalls("server", options);
  return (next) => (request) => intercept(begin(request, callerOf(request.header)), next, request);
}

/** What was active where the server began to listen is no parent of its calls. */
function callerOf(header: Headers): Context {
  const active = context.active();
  if (servedSpan(active) !== undefined) {
    return active;
  }
  try {
    return propagation.extract(ROOT_CONTEXT, header, {
      keys: (headers) => [...headers.keys()],
      get: (headers, name) => headers.get(name) ?? undefined,
    });
  } catch (error) {
    diag.error("The trace of a call could not be read:", error);
    return ROOT_CONTEXT;
  }
}
