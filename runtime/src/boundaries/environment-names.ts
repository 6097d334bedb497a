/** The headers of all propagators that a spec can choose, but for the one that Jaeger has for each entry of its baggage. */
const HEADERS = [
  "traceparent",
  "tracestate",
  "baggage",
  "b3",
  "x-b3-traceid",
  "x-b3-spanid",
  "x-b3-parentspanid",
  "x-b3-sampled",
  "x-b3-flags",
  "uber-trace-id",
  "x-amzn-trace-id",
];

/** Variables by name, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment variable that stands for a header: upper case, and `_` for whatever is no letter and no digit.
 *
 * @see https://opentelemetry.io/docs/specs/otel/context/env-carriers/
 */
export function variableOf(header: string): string {
  const name = header.toUpperCase().replaceAll(/[^A-Z0-9_]/g, "_");
  return /^\d/.test(name) ? `_${name}` : name;
}

/**
 * The headers that environment variables stand for, by name. Of all others nothing is read.
 *
 * @param further Headers of propagators that are not ours.
 */
export function headersIn(environment: Environment, further: readonly string[] = []): Record<string, string> {
  const names = new Set([...HEADERS, ...further.map((name) => name.toLowerCase())]);
  const headers: Record<string, string> = {};
  for (const name of names) {
    const value = environment[variableOf(name)];
    if (value !== undefined && value !== "") {
      headers[name] = value;
    }
  }
  return headers;
}
