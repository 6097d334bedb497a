import { context, propagation } from "@opentelemetry/api";
import { headersIn, variableOf } from "./environment-names.ts";
import type { Environment } from "./environment-names.ts";

/**
 * What came to this process in its environment: `TRACEPARENT`, `TRACESTATE`, `BAGGAGE`, and what stands there for the headers
 * of other propagators. For `start` and `run`:
 *
 * ```ts
 * await nightly.run(input, { carrier: environmentCarrier() });
 * ```
 *
 * Only a program that is one piece of work should do so: all runs of a server would be in the trace of whatever has started
 * it, for months.
 *
 * @param environment Default: that of this process.
 * @returns Headers by name; none if nothing came.
 * @see https://opentelemetry.io/docs/specs/otel/context/env-carriers/
 */
export function environmentCarrier(environment: Environment = process.env): Record<string, string> {
  return headersIn(environment, propagation.fields());
}

/**
 * The environment for a child process that continues the trace, with the baggage: that of this process, and
 * `TRACEPARENT`, `TRACESTATE`, `BAGGAGE`, or what the propagators of the spec send instead.
 *
 * ```ts
 * spawn("python", ["train.py"], { env: childEnvironment(task.carrier) });
 * ```
 *
 * What came to this process is not passed on, unless there is nothing to take its place. `process.env` stays as it is.
 *
 * @param carrier Headers. Default: those of the active context.
 * @param environment What the child gets besides. Default: that of this process.
 * @see https://opentelemetry.io/docs/specs/otel/context/env-carriers/
 */
export function childEnvironment(
  carrier: Readonly<Record<string, string>> = activeCarrier(),
  environment: Environment = process.env,
): Record<string, string | undefined> {
  const headers = Object.entries(carrier);
  if (headers.length === 0) {
    return { ...environment };
  }
  // A parent without the trace state or the baggage that came with another one.
  const replaced = new Set(Object.keys(environmentCarrier(environment)).map(variableOf));
  const kept = Object.entries(environment).filter(([name]) => !replaced.has(name.toUpperCase()));
  return Object.fromEntries([...kept, ...headers.map(([name, value]) => [variableOf(name), value] as const)]);
}

function activeCarrier(): Record<string, string> {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return carrier;
}
