import { hasSubscribers } from "node:diagnostics_channel";
import { context, diag, propagation, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import type { Attributes, Context, Span, TextMapSetter } from "@opentelemetry/api";
import {
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
  ATTR_URL_FULL,
} from "@opentelemetry/semantic-conventions";
import { ATTR_URL_TEMPLATE } from "@opentelemetry/semantic-conventions/incubating";
import { logScopeOf } from "../../logs/log-scope.ts";
import { CancelledError, describeErrorWithin, endSpan, errorType, startSpan } from "../../task/index.ts";
import { withoutTracing } from "../../telemetry/suppression.ts";
import { recordClientDuration } from "./durations.ts";
import { describeMethod } from "./known-methods.ts";
import type { DescribedMethod } from "./known-methods.ts";
import { SCOPE, VERSION } from "./scope.ts";
import { serverOf, shownUrl } from "./shown-url.ts";

/** What `fetch` takes, and what the span is to be called. */
export interface TracedRequestInit extends RequestInit {
  /** The path with its variable parts left open, such as `/orders/{id}`: the span is called `GET /orders/{id}` then. */
  readonly urlTemplate?: string | undefined;
}

/** Methods that `fetch` writes in capitals, and no others. */
const NORMALIZED: ReadonlySet<string> = new Set(["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"]);

/** On it, `undici` tells instrumentations of each request; they measure it themselves. */
const UNDICI = "undici:request:create";

const tracer = trace.getTracer(SCOPE, VERSION);

const setter: TextMapSetter<Headers> = {
  set: (headers, name, value) => {
    headers.set(name, value);
  },
};

interface Call extends DescribedMethod {
  readonly url: URL;
  readonly template: string | undefined;
}

/**
 * The platform's `fetch`, with a span of kind client: in a handler, below its task. The request carries the span and the
 * baggage in the headers that the registered propagators write, in the place of any that it has already.
 *
 * The span ends when the headers of the answer are there; redirects are within it. An answer of 400 or more, and an error of
 * the network, are errors, with `error.type`; a request that was cancelled with its run is none. `url.full` has no credentials
 * in it. An instrumentation of `undici` makes no second span, and adds no headers.
 *
 * @throws whatever `fetch` throws.
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-client-span
 */
export async function tracedFetch(input: string | URL | Request, init?: TracedRequestInit): Promise<Response> {
  const { urlTemplate, ...options } = init ?? {};
  if (!isPlain(init ?? {})) {
    // An instance of a class, such as another `Request`: what it inherits counts too.
    return tracedFetch(new Request(input, init));
  }
  const call = describeCall(input, options, urlTemplate);
  if (call === undefined) {
    return globalThis.fetch(input, options);
  }
  const active = context.active();
  const startedAt = performance.now();
  const span = startCall(call, active);
  const outcome: Attributes = {};
  try {
    const sent = { ...options, headers: headersWith(trace.setSpan(active, span), input, options) };
    const response = await context.with(withoutTracing(active), globalThis.fetch, undefined, input, sent);
    outcome[ATTR_HTTP_RESPONSE_STATUS_CODE] = response.status;
    if (response.status >= 400) {
      outcome[ATTR_ERROR_TYPE] = String(response.status);
      span.setStatus({ code: SpanStatusCode.ERROR });
    }
    return response;
  } catch (error) {
    describeFailure(span, active, error, outcome);
    throw error;
  } finally {
    span.setAttributes(outcome);
    endSpan(span);
    if (!hasSubscribers(UNDICI)) {
      recordClientDuration(performance.now() - startedAt, { ...measured(call), ...outcome });
    }
  }
}

/** What is asked for; undefined for what is no request over HTTP, or none at all. */
function describeCall(input: string | URL | Request, init: RequestInit, template: string | undefined): Call | undefined {
  const { url: address, method: given } = input instanceof Request ? input : { url: String(input), method: "GET" };
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    return undefined;
  }
  const method = init.method ?? given;
  const upper = method.toUpperCase();
  return { url, template, ...describeMethod(NORMALIZED.has(upper) ? upper : method) };
}

/** What tells requests apart on the metric. */
function measured({ url, attributes }: Call): Attributes {
  const { address, port } = serverOf(url);
  return {
    [ATTR_HTTP_REQUEST_METHOD]: attributes[ATTR_HTTP_REQUEST_METHOD],
    [ATTR_SERVER_ADDRESS]: address,
    [ATTR_SERVER_PORT]: port,
  };
}

function startCall(call: Call, active: Context): Span {
  const { url, template, name, attributes } = call;
  const full = shownUrl(url);
  const described = {
    ...attributes,
    ...measured(call),
    [ATTR_URL_FULL]: logScopeOf(active)?.redactor?.text(full) ?? full,
    ...(template !== undefined && { [ATTR_URL_TEMPLATE]: template }),
  };
  // Samplers decide by these, so the span has them from its start.
  const options = { kind: SpanKind.CLIENT, attributes: described };
  return startSpan(tracer, template === undefined ? name : `${name} ${template}`, options, active);
}

/** The headers of the request, and those of the span. */
function headersWith(calling: Context, input: string | URL | Request, init: RequestInit): Headers {
  const headers = new Headers(init.headers ?? (input instanceof Request ? input.headers : undefined));
  try {
    propagation.inject(calling, headers, setter);
  } catch (error) {
    diag.error("A request is sent without the headers of its trace:", error);
  }
  return headers;
}

function describeFailure(span: Span, active: Context, error: unknown, outcome: Attributes): void {
  if (!(error instanceof CancelledError)) {
    describeErrorWithin(active, span, error);
    outcome[ATTR_ERROR_TYPE] = codeOf(error) ?? errorType(error);
  }
}

/** `fetch` says what was wrong as the cause of a TypeError: `ECONNREFUSED`, `UND_ERR_SOCKET`. */
function codeOf(error: unknown): string | undefined {
  const cause = error instanceof TypeError ? (error.cause as { readonly code?: unknown } | undefined) : undefined;
  return typeof cause?.code === "string" ? cause.code : undefined;
}

function isPlain(init: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(init);
  return prototype === null || prototype === Object.prototype;
}
