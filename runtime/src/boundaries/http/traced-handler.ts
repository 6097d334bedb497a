import { context } from "@opentelemetry/api";
import { forwardedAddress } from "./client-address.ts";
import { routeOf, serveRequest } from "./served-request.ts";
import type { RequestFacts, ServedRequestOptions } from "./served-request.ts";

/** What such a handler can say of a client: the connection is not known. */
export type TracedHandlerOptions = Omit<ServedRequestOptions<Request>, "clientAddress"> & {
  readonly clientAddress?: "forwarded" | undefined;
};

/**
 * As `tracedListener`, for a handler of the web's `Request` and `Response`, as Hono's `app.fetch`, the routes of Next.js and Deno
 * have them. The span ends when the answer is there; its body may be sent later.
 *
 * @returns a function that does what the handler does, and rejects with what it throws.
 */
export function tracedHandler<Rest extends unknown[]>(
  handler: (request: Request, ...rest: Rest) => Response | Promise<Response>,
  options: TracedHandlerOptions = {},
): (request: Request, ...rest: Rest) => Promise<Response> {
  return async (request, ...rest) => {
    const served = serveRequest(factsOf(request, options.clientAddress));
    try {
      const response = await context.with(served.context, () => handler(request, ...rest));
      served.routed(routeOf(options, request));
      served.ended({ status: response.status });
      return response;
    } catch (thrown) {
      served.routed(routeOf(options, request));
      served.ended({ status: undefined, error: { thrown } });
      throw thrown;
    }
  };
}

function factsOf(request: Request, clientAddress: "forwarded" | undefined): RequestFacts {
  const url = new URL(request.url);
  const headers = Object.fromEntries(request.headers);
  return {
    method: request.method,
    scheme: url.protocol === "https:" ? "https" : "http",
    host: url.host,
    path: url.pathname,
    search: url.search,
    headers,
    clientAddress: clientAddress && forwardedAddress(headers),
  };
}
