import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { trace } from "@opentelemetry/api";
import { afterEach, expect, test, vi } from "vitest";
import type { Application } from "../../runtime/src/engines/application.ts";
import { restateClient } from "../../runtime/src/engines/restate/client/index.ts";
import { serveRestate } from "../../runtime/src/engines/restate/worker/serve-restate.ts";
import { adoptTelemetry } from "../../runtime/src/telemetry/adopt.ts";
import { workflow } from "../runtime/fixtures/flows.ts";
import { freePorts } from "../support/engines/free-ports.ts";
import { startRestateServer } from "../support/engines/restate-server.ts";

const definition = { workflow: workflow((flow) => flow.result([], () => null), { name: "configured" }) as never };
const application: Application = {
  name: "environment",
  version: "1.0.0",
  telemetry: adoptTelemetry(),
  tracer: trace.getTracer("environment", "1.0.0"),
  workflows: { configured: definition },
};

/** A key as Restate logs it at its start, of which nobody here has the other half. */
const PUBLIC_KEY = "publickeyv1_2G8dCQhArfvGpzPw5Vx2ALciR4xCLHfS5YaT93XjNxX9";

afterEach(() => {
  vi.unstubAllEnvs();
});

test("RESTATE_IDENTITY_KEYS: who has not signed its requests is refused, and probes are answered", async () => {
  vi.stubEnv("RESTATE_IDENTITY_KEYS", ` ${PUBLIC_KEY}, `);
  await using server = await startRestateServer();
  const worker = await serveRestate(application, {}, { port: 0, signals: false, gracePeriod: 0 });
  const url = `http://127.0.0.1:${worker.port}`;

  await expect(server.register(url)).rejects.toThrow(/401|[Uu]nauthorized/);
  expect((await fetch(`${url}/health`)).status).toBe(200);
  await worker.stop();
});

test("RESTATE_INGRESS_URL and RESTATE_AUTH_TOKEN: where a client sends its token, and what to check when it is refused", async () => {
  const tokens: unknown[] = [];
  const cloud = createServer((request, response) => {
    tokens.push(request.headers.authorization);
    response.writeHead(401, { "content-type": "application/json" }).end(JSON.stringify({ message: "who are you?" }));
  }).listen(0, "127.0.0.1");
  await once(cloud, "listening");
  vi.stubEnv("RESTATE_INGRESS_URL", `http://127.0.0.1:${(cloud.address() as AddressInfo).port}/`);
  vi.stubEnv("RESTATE_AUTH_TOKEN", "secret-7");

  await expect(restateClient(application).client<null, null>(definition).start(null)).rejects.toMatchObject({
    name: "RestateRequestError",
    message: expect.stringContaining("check the token in RESTATE_AUTH_TOKEN"),
  });
  expect(new Set(tokens)).toEqual(new Set(["Bearer secret-7"]));
  cloud.closeAllConnections();
  cloud.close();
});

test.each(["http", "99999", "-1", "1.5"])("PORT: %s is no port", async (port) => {
  vi.stubEnv("PORT", port);

  await expect(serveRestate(application, {}, { signals: false })).rejects.toThrow(`PORT is "${port}": give a number from 0 to 65535.`);
});

test("RESTATE_ADMIN_URL and RESTATE_DEPLOYMENT_URL: a worker registers itself, where the server reaches it", async () => {
  await using server = await startRestateServer();
  const [port = 0] = await freePorts(1);
  vi.stubEnv("RESTATE_ADMIN_URL", server.adminUrl);
  vi.stubEnv("RESTATE_DEPLOYMENT_URL", `http://127.0.0.1:${port}/`);
  vi.stubEnv("PORT", String(port));
  const worker = await serveRestate(application, {}, { signals: false, gracePeriod: 0 });
  const services = await server.query("SELECT name FROM sys_service");
  expect(services.map(({ name }) => name)).toContain("configured");
  expect(worker.port).toBe(port);
  await worker.stop();
});
