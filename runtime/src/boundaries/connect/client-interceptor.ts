import type { Interceptor } from "@connectrpc/connect";
import { context, diag, propagation } from "@opentelemetry/api";
import type { Context } from "@opentelemetry/api";
import { createCalls } from "./call.ts";
import { intercept } from "./intercept.ts";
import type { InterceptorOptions } from "./options.ts";

/**
 * Gives each call of a client a span of kind client, `shop.v1.PaymentService/Charge`, below the active one, and sends it on in
 * headers, as the registered propagators write them. Belongs into the `interceptors` of a transport, of any protocol.
 *
 * The span of a call with streams lasts until the answer has been read, the call is aborted, or its deadline has passed.
 * Every failure is ERROR, with its code as `error.type` and `rpc.status_code`; a call that was cancelled with its run is none.
 */
export function clientInterceptor(options: InterceptorOptions = {}): Interceptor {
  const begin = createCalls("client", options);
  return (next) => (request) => {
    const call = begin(request, context.active());
    inject(call.active, request.header);
    return intercept(call, next, request);
  };
}

/** What stands in the headers already is replaced: two parents are none. */
function inject(active: Context, header: Headers): void {
  try {
    propagation.inject(active, header, { set: (headers, name, value) => headers.set(name, value) });
  } catch (error) {
    diag.error("A call goes out without its trace:", error);
  }
}
