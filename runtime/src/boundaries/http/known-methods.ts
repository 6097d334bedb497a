import type { Attributes } from "@opentelemetry/api";
import {
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_REQUEST_METHOD_ORIGINAL,
  HTTP_REQUEST_METHOD_VALUE_OTHER,
} from "@opentelemetry/semantic-conventions";
import { readVariable } from "../../telemetry/settings/environment.ts";

/** Those of RFC 9110, and PATCH of RFC 5789. */
const KNOWN = ["CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"];

let known: ReadonlySet<string> | undefined;

/** How a method stands on spans. */
export interface DescribedMethod {
  /** What the name of the span begins with. */
  readonly name: string;
  readonly attributes: Attributes;
}

/**
 * Describes a method so that there are few of them, whatever clients send. `OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS`
 * stands in the place of the list.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/
 */
export function describeMethod(method: string): DescribedMethod {
  known ??= new Set(readVariable("OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS")?.split(",").map((name) => name.trim()) ?? KNOWN);
  if (known.has(method)) {
    return { name: method, attributes: { [ATTR_HTTP_REQUEST_METHOD]: method } };
  }
  return {
    name: "HTTP",
    attributes: {
      [ATTR_HTTP_REQUEST_METHOD]: HTTP_REQUEST_METHOD_VALUE_OTHER,
      [ATTR_HTTP_REQUEST_METHOD_ORIGINAL]: method,
    },
  };
}
