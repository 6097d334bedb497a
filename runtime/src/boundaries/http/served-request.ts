import { context, diag, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import type { Attributes, Context, Span } from "@opentelemetry/api";
import {
  ATTR_CLIENT_ADDRESS,
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_HTTP_ROUTE,
  ATTR_NETWORK_PROTOCOL_VERSION,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
  ATTR_URL_PATH,
  ATTR_URL_QUERY,
  ATTR_URL_SCHEME,
  ATTR_USER_AGENT_ORIGINAL,
} from "@opentelemetry/semantic-conventions";
import { describeErrorWithin, endSpan, errorType, startSpan } from "../../task/index.ts";
import { carrierGetter } from "../../telemetry/propagators/carrier-getter.ts";
import { isTracingSuppressed } from "../../telemetry/suppression.ts";
import { recordServerDuration } from "./durations.ts";
import { describeMethod } from "./known-methods.ts";
import { SCOPE, VERSION } from "./scope.ts";
import { serverOf, shownSearch } from "./shown-url.ts";
import { servedSpan, withServedSpan } from "./tracing-keys.ts";
import type { ServedSpan } from "./tracing-keys.ts";

/** What a span of a request that is served says. */
export interface ServedRequestOptions<Request> {
  /**
   * The route, such as `/orders/:id`: the span is called `GET /orders/:id` then. A function is asked when the request has
   * been answered. Default: what an instrumentation of the framework says, else none.
   */
  readonly route?: string | ((request: Request) => string | undefined) | undefined;
  /**
   * Sets `client.address`, which is personal data: `peer` is the other end of the connection, `forwarded` what a proxy says of
   * it in `Forwarded` or `X-Forwarded-For`, which whoever calls the process without a proxy can make up. Default: neither.
   */
  readonly clientAddress?: "peer" | "forwarded" | undefined;
}

/** A request, whatever the server that has got it. */
export interface RequestFacts {
  readonly method: string;
  readonly scheme: "http" | "https";
  /** As `Host` says it. */
  readonly host: string | undefined;
  readonly path: string;
  /** With its `?`, or empty. */
  readonly search: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly protocolVersion?: string | undefined;
  readonly clientAddress: string | undefined;
}

/** How a request ended. */
export interface RequestEnd {
  /** Undefined if there was no answer. */
  readonly status: number | undefined;
  /** What the handler has thrown. */
  readonly error?: { readonly thrown: unknown } | undefined;
}

/** A request that is being served. */
export interface ServedRequest {
  /** What its handler runs in. */
  readonly context: Context;
  /** Says which route it took, once that is known, and before the answer has left. */
  routed(route: string | undefined): void;
  ended(end: RequestEnd): void;
}

const tracer = trace.getTracer(SCOPE, VERSION);

/**
 * Begins to serve a request in a span of kind server, below the span that its headers carry. Where an instrumentation has made
 * that span, it is not made again: it gets the route.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-server-span
 */
export function serveRequest(facts: RequestFacts): ServedRequest {
  const active = context.active();
  const served = servedSpan(active);
  if (served !== undefined || isTracingSuppressed(active)) {
    return servedElsewhere(active, served);
  }
  const { name, attributes } = describeMethod(facts.method);
  const startedAt = performance.now();
  // What was active where the server began to listen is no parent of its requests.
  const caller = propagation.extract(ROOT_CONTEXT, facts.headers, carrierGetter);
  const options = { kind: SpanKind.SERVER, attributes: { ...attributes, ...attributesOf(facts) } };
  const span = startSpan(tracer, name, options, caller);
  const own: ServedSpan = { type: "http", span };
  const serving = withServedSpan(trace.setSpan(caller, span), own);
  return {
    context: serving,
    routed: (route) => {
      own.route = route ?? own.route;
    },
    ended: (end) => {
      const outcome = describeEnd(span, serving, end);
      if (own.route !== undefined) {
        span.updateName(`${name} ${own.route}`);
        outcome[ATTR_HTTP_ROUTE] = own.route;
      }
      span.setAttributes(outcome);
      endSpan(span);
      recordServerDuration(performance.now() - startedAt, {
        [ATTR_HTTP_REQUEST_METHOD]: attributes[ATTR_HTTP_REQUEST_METHOD],
        [ATTR_URL_SCHEME]: facts.scheme,
        ...outcome,
      });
    },
  };
}

/** The route of a request, as the options say it. */
export function routeOf<Request>({ route }: ServedRequestOptions<Request>, request: Request): string | undefined {
  try {
    return typeof route === "function" ? route(request) : route;
  } catch (error) {
    diag.error("The route of a request could not be told:", error);
    return undefined;
  }
}

/** Frameworks and instrumentations say the route of a span in one place, and who has made the span reads it there. */
function servedElsewhere(active: Context, served: ServedSpan | undefined): ServedRequest {
  return {
    context: active,
    routed: (route) => {
      if (served !== undefined && route !== undefined) {
        served.route = route;
      }
    },
    ended: () => {},
  };
}

/** An error that was answered with less than 500 is none. */
function describeEnd(span: Span, serving: Context, { status, error }: RequestEnd): Attributes {
  const isFailure = status === undefined ? error !== undefined : status >= 500;
  const outcome: Attributes = {
    ...(status !== undefined && { [ATTR_HTTP_RESPONSE_STATUS_CODE]: status }),
    ...(isFailure && { [ATTR_ERROR_TYPE]: error === undefined ? String(status) : errorType(error.thrown) }),
  };
  if (isFailure && error !== undefined) {
    describeErrorWithin(serving, span, error.thrown);
  } else if (isFailure) {
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  return outcome;
}

/** What samplers may decide by, so spans have it from their start. */
function attributesOf({ scheme, host, path, search, headers, protocolVersion, clientAddress }: RequestFacts): Attributes {
  const origin = `${scheme}://${host ?? ""}`;
  const server = host !== undefined && URL.canParse(origin) ? serverOf(new URL(origin)) : undefined;
  const userAgent = headers["user-agent"];
  return {
    [ATTR_URL_SCHEME]: scheme,
    [ATTR_URL_PATH]: path,
    ...(search.length > 1 && { [ATTR_URL_QUERY]: shownSearch(search.slice(1)) }),
    ...(server && { [ATTR_SERVER_ADDRESS]: server.address, [ATTR_SERVER_PORT]: server.port }),
    ...(protocolVersion !== undefined && { [ATTR_NETWORK_PROTOCOL_VERSION]: protocolVersion }),
    ...(clientAddress !== undefined && { [ATTR_CLIENT_ADDRESS]: clientAddress }),
    ...(typeof userAgent === "string" && { [ATTR_USER_AGENT_ORIGINAL]: userAgent }),
  };
}
