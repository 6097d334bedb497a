import { normalize } from "../diagnostics/suggest.ts";

const CONNECT = "calls by ConnectRPC have spans by `clientInterceptor` and `serverInterceptor` of `@gen-flows/runtime/connect`";
const BULLMQ = "jobs of BullMQ have spans by `bullmqTelemetry` of `@gen-flows/runtime/bullmq`";
const KUBERNETES = "calls of Kubernetes have spans by `wrapKubernetesClient` of `@gen-flows/runtime/kubernetes`";
const LOGS = "records of pino, winston and the console are taken over by `telemetry.logs.bridges`";

/**
 * Libraries whose calls are told of by something else than an instrumentation, each with what that is. Without case and
 * separators.
 */
const HELPED: ReadonlyMap<string, string> = new Map([
  ["connect", CONNECT],
  ["connectrpc", CONNECT],
  ["@connectrpc/connect", CONNECT],
  ["bullmq", BULLMQ],
  ["kubernetes", KUBERNETES],
  ["@kubernetes/clientnode", KUBERNETES],
  ["k8s", KUBERNETES],
  ["pino", LOGS],
  ["winston", LOGS],
  ["console", LOGS],
]);

/** How to do what a value asks for, where it is another key or a call that does it. */
export function wayForValue(tokens: readonly string[], value: unknown): string | undefined {
  return tokens.includes("instrumentations") ? HELPED.get(normalize(String(value))) : undefined;
}
