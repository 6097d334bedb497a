/** `@gen-flows/runtime/kubernetes`: names of spans for `@kubernetes/client-node`, as Go's controller-runtime has them. */
import { wrapClient } from "./wrap-client.ts";

/** The instrumentation scope, and what the names of spans begin with: those that Flyte gives its Kubernetes client. */
const TRACER = "k8s-client";
const PREFIX = "controller-runtime.pkg.client";

/** What methods are called whose names begin so. The first that fits counts. */
const VERBS: ReadonlyArray<readonly [beginning: string, verb: string]> = [
  ["read", "Get"],
  ["get", "Get"],
  ["list", "List"],
  ["create", "Create"],
  ["replace", "Update"],
  ["patch", "Patch"],
  ["deleteCollection", "DeleteAllOf"],
  ["delete", "Delete"],
];

/** Writes to the status of a resource: `replaceNamespacedPodStatus`. */
const STATUS = /^(?:replace|patch)\w*Status(?:WithHttpInfo)?$/;

/**
 * Gives each call of an API of `@kubernetes/client-node` a span, such as `controller-runtime.pkg.client.Client/Get` for
 * `readNamespacedPod`; those that write a status are called `controller-runtime.pkg.client.StatusWriter/Update` and `/Patch`.
 * Methods that do none of this (`connectGetNamespacedPodExec`) keep their names. The tracer is `k8s-client`.
 *
 * For an informer: `wrapClient(informer, { tracer: "k8s-client", prefix: "controller-runtime.pkg.client.Cache", methods: { get:
 * "Get", list: "List" } })`.
 */
export function wrapKubernetesClient<Client extends object>(client: Client): Client {
  const reading = wrapClient(client, { tracer: TRACER, prefix: `${PREFIX}.Client`, methods: clientMethod });
  return wrapClient(reading, { tracer: TRACER, prefix: `${PREFIX}.StatusWriter`, methods: statusMethod });
}

function clientMethod(method: string): string | undefined {
  return STATUS.test(method) ? undefined : (verbOf(method) ?? method);
}

function statusMethod(method: string): string | undefined {
  return STATUS.test(method) ? verbOf(method) : undefined;
}

function verbOf(method: string): string | undefined {
  return VERBS.find(([beginning]) => method.startsWith(beginning))?.[1];
}
