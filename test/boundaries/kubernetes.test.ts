import { AppsV1Api, CoreV1Api, KubeConfig } from "@kubernetes/client-node";
import { afterAll, beforeAll, beforeEach, expect, expectTypeOf, test } from "vitest";
import { wrapClient } from "../../runtime/src/index.ts";
import { wrapKubernetesClient } from "../../runtime/src/boundaries/kubernetes.ts";
import { define, engine, workflow } from "../runtime/fixtures/flows.ts";
import { eventsOf, forgetSpans, kindOf, registerTracing, spanNamed, spans, statusOf, topology } from "../runtime/fixtures/tracing.ts";
import { startApiServer } from "./api-server.ts";
import type { ApiServer } from "./api-server.ts";

const TOKEN = "eyJhbGciOi-top-secret";
const namespace = "shop";
const pod = { metadata: { name: "a" }, spec: { containers: [{ name: "main", env: [{ name: "PASSWORD", value: "hunter2" }] }] } };

let server: ApiServer;
let pods: CoreV1Api;
let deployments: AppsV1Api;

beforeAll(async () => {
  registerTracing();
  server = await startApiServer(TOKEN);
  const config = new KubeConfig();
  config.loadFromOptions({
    clusters: [{ name: "cluster", server: server.url, skipTLSVerify: true }],
    users: [{ name: "user", token: TOKEN }],
    contexts: [{ name: "context", cluster: "cluster", user: "user" }],
    currentContext: "context",
  });
  pods = wrapKubernetesClient(config.makeApiClient(CoreV1Api));
  deployments = wrapKubernetesClient(config.makeApiClient(AppsV1Api));
});
afterAll(() => server.close());
beforeEach(forgetSpans);

test("each call of a Kubernetes client has the span that controller-runtime gives it", async () => {
  expectTypeOf(pods).toEqualTypeOf<CoreV1Api>();
  await pods.createNamespacedPod({ namespace, body: pod });
  expect((await pods.readNamespacedPod({ namespace, name: "a" })).metadata?.name).toBe("a");
  expect((await pods.listNamespacedPod({ namespace })).items).toHaveLength(1);
  await pods.replaceNamespacedPod({ namespace, name: "a", body: pod });
  await pods.patchNamespacedPod({ namespace, name: "a", body: { metadata: { name: "a" } } });
  await pods.replaceNamespacedPodStatus({ namespace, name: "a", body: { ...pod, status: { phase: "Running" } } });
  await pods.patchNamespacedPodStatus({ namespace, name: "a", body: { status: { phase: "Succeeded" } } });
  expect((await pods.readNamespacedPodStatus({ namespace, name: "a" })).status?.phase).toBe("Succeeded");
  await pods.deleteNamespacedPod({ namespace, name: "a" });
  await deployments.deleteCollectionNamespacedDeployment({ namespace });

  expect(spans().map(({ name }) => name.replace("controller-runtime.pkg.client.", ""))).toEqual([
    "Client/Create",
    "Client/Get",
    "Client/List",
    "Client/Update",
    "Client/Patch",
    "StatusWriter/Update",
    "StatusWriter/Patch",
    "Client/Get",
    "Client/Delete",
    "Client/DeleteAllOf",
  ]);
  expect(new Set(spans().map((span) => `${span.instrumentationScope.name} ${kindOf(span)} ${statusOf(span)}`))).toEqual(
    new Set(["k8s-client CLIENT UNSET"]),
  );
  expect(server.requests).toHaveLength(10);
  expect(server.requests.at(-1)).toBe("DELETE /apis/apps/v1/namespaces/shop/deployments");
});

test("an error of the API server has its status code, and no span says what was sent", async () => {
  await expect(pods.readNamespacedPod({ namespace, name: "gone" })).rejects.toMatchObject({ code: 404 });
  await pods.createNamespacedPod({ namespace, body: pod });
  await expect(pods.createNamespacedPod({ namespace, body: pod })).rejects.toMatchObject({ code: 409 });
  expect(spans().map((span) => [span.attributes, statusOf(span), eventsOf(span)])).toEqual([
    [{ "error.type": "404", "http.response.status_code": 404 }, "ERROR", ["exception"]],
    [{}, "UNSET", []],
    [{ "error.type": "409", "http.response.status_code": 409 }, "ERROR", ["exception"]],
  ]);
  const shown = JSON.stringify(spans().map(({ attributes, events, status }) => [attributes, events, status]));
  expect(shown).not.toContain(TOKEN);
  expect(shown).not.toContain("hunter2");
});

test("a cache above the client: alone on a hit, above the client on a miss, all below the task of a run", async () => {
  const known = new Map<string, unknown>();
  const cache = wrapClient(
    {
      async get(name: string) {
        known.set(name, known.get(name) ?? (await pods.readNamespacedPod({ namespace, name })));
        return known.get(name);
      },
    },
    { tracer: "k8s-client", prefix: "controller-runtime.pkg.client.Cache", methods: { get: "Get" } },
  );
  const look = define<null, null>("look", async () => {
    await cache.get("a");
    await cache.get("a");
    return null;
  });
  await engine().client(workflow<null, null>((flow) => flow.result([flow.step("only", [], () => look(null))], (value) => value))).run(null);
  expect(topology()).toEqual([
    "controller-runtime.pkg.client.Cache/Get < task look",
    "controller-runtime.pkg.client.Cache/Get < task look",
    "controller-runtime.pkg.client.Client/Get < controller-runtime.pkg.client.Cache/Get",
    "task look < workflow test",
    "workflow test < -",
  ]);
  expect(spanNamed("controller-runtime.pkg.client.Client/Get").instrumentationScope.name).toBe("k8s-client");
});
