import { context } from "@opentelemetry/api";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { forwardedAddress } from "./client-address.ts";
import { routeOf, serveRequest } from "./served-request.ts";
import type { RequestEnd, RequestFacts, ServedRequestOptions } from "./served-request.ts";

/** What is read of a request: of `node:http`, the compatible one of `node:http2`, Express. */
interface IncomingRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly httpVersion: string;
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/** What is read of an answer. */
interface OutgoingResponse {
  readonly statusCode: number;
  readonly headersSent: boolean;
  once(event: "finish" | "close", listener: () => void): unknown;
}

/**
 * Lets a listener of a Node server, an Express handler or a middleware serve each request in a span of kind server, in which
 * the request's `traceparent` and baggage are read: a workflow that it starts is below that span.
 *
 * The span is called by the method and the route, and ends when the answer is sent or the connection closed. An answer of 500
 * or more is an error, as is what the listener throws if nothing else is answered. Where an instrumentation of `http` has made
 * the span, or another listener around this one has, there is no second one: that gets the route.
 *
 * @returns a function that does what the listener does, and returns or throws the same.
 */
export function tracedListener<Result>(
  listener: (request: IncomingMessage, response: ServerResponse) => Result,
  options?: ServedRequestOptions<IncomingMessage>,
): (request: IncomingMessage, response: ServerResponse) => Result;
export function tracedListener<Request extends IncomingRequest, Response extends OutgoingResponse, Rest extends unknown[], Result>(
  listener: (request: Request, response: Response, ...rest: Rest) => Result,
  options?: ServedRequestOptions<Request>,
): (request: Request, response: Response, ...rest: Rest) => Result;
export function tracedListener<Request extends IncomingRequest, Response extends OutgoingResponse, Rest extends unknown[], Result>(
  listener: (request: Request, response: Response, ...rest: Rest) => Result,
  options: ServedRequestOptions<Request> = {},
): (request: Request, response: Response, ...rest: Rest) => Result {
  return function traced(this: unknown, request, response, ...rest) {
    const served = serveRequest(factsOf(request, options.clientAddress));
    let error: RequestEnd["error"];
    const describeRoute = (): void => {
      served.routed(routeOf(options, request));
    };
    // An instrumentation that has made the span reads the route when the connection is done with.
    response.once("finish", describeRoute);
    response.once("close", () => {
      describeRoute();
      served.ended({ status: response.headersSent ? response.statusCode : undefined, error });
    });
    const fail = (thrown: unknown): never => {
      error = { thrown };
      throw thrown;
    };
    // Bodies arrive in events of the connection, and what reads them goes on from there.
    context.bind(served.context, request);
    context.bind(served.context, response);
    try {
      const result = context.with(served.context, () => listener.call(this, request, response, ...rest));
      return result instanceof Promise ? (result.catch(fail) as Result) : result;
    } catch (thrown) {
      return fail(thrown);
    }
  };
}

function factsOf(request: IncomingRequest, clientAddress: ServedRequestOptions<never>["clientAddress"]): RequestFacts {
  const { method = "GET", headers, httpVersion, socket } = request;
  // Express cuts off of `url` what a router is mounted at.
  const { originalUrl } = request as { readonly originalUrl?: unknown };
  const target = typeof originalUrl === "string" ? originalUrl : (request.url ?? "/");
  const absolute = target.startsWith("/") || !URL.canParse(target) ? undefined : new URL(target);
  const query = target.indexOf("?");
  const authority = headers[":authority"];
  return {
    method,
    scheme: (socket as { readonly encrypted?: unknown }).encrypted === true ? "https" : "http",
    host: absolute?.host ?? (typeof authority === "string" ? authority : headers.host),
    path: absolute?.pathname ?? (query < 0 ? target : target.slice(0, query)),
    search: absolute?.search ?? (query < 0 ? "" : target.slice(query)),
    headers,
    protocolVersion: httpVersion === "2.0" ? "2" : httpVersion,
    clientAddress: clientAddress === "peer" ? socket.remoteAddress : clientAddress && forwardedAddress(headers),
  };
}
