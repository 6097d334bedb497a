import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePorts } from "./free-ports.ts";
import { startServer } from "./server-process.ts";

/** A Restate server on loopback, with data of its own. */
export interface RestateServer extends AsyncDisposable {
  readonly pid: number;
  readonly ingressUrl: string;
  readonly adminUrl: string;
  /**
   * Registers the services that an endpoint serves, in the place of those it served before.
   *
   * @throws Error with Restate's answer, if it refuses.
   */
  register(endpointUrl: string): Promise<void>;
  /** Asks its introspection, such as `SELECT id, status FROM sys_invocation`. */
  query(sql: string): Promise<ReadonlyArray<Readonly<Record<string, unknown>>>>;
  /** SIGKILL. The data stays. */
  kill(): Promise<void>;
  /** After `kill`: on the same ports and data. Resolves when it serves. */
  start(): Promise<void>;
  /** Ends it, and removes its data. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts the server of `@restatedev/restate-server`. It reports nothing to its makers. */
export async function startRestateServer(): Promise<RestateServer> {
  const folder = mkdtempSync(join(tmpdir(), "gen-flows-restate-"));
  const [ingress = 0, admin = 0, node = 0] = await freePorts(3);
  const ingressUrl = `http://127.0.0.1:${ingress}`;
  const adminUrl = `http://127.0.0.1:${admin}`;
  const server = await startServer({
    name: "Restate",
    program: binary(),
    arguments: ["--base-dir", folder, "--no-logo"],
    cwd: folder,
    environment: {
      RESTATE_DISABLE_TELEMETRY: "true",
      RESTATE_LISTEN_MODE: "tcp",
      RESTATE_NODE_NAME: "test",
      RESTATE_BIND_IP: "127.0.0.1",
      RESTATE_ADVERTISED_HOST: "127.0.0.1",
      RESTATE_BIND_PORT: String(node),
      RESTATE_INGRESS__BIND_PORT: String(ingress),
      RESTATE_ADMIN__BIND_PORT: String(admin),
      RESTATE_ADMIN__DISABLE_WEB_UI: "true",
      RESTATE_DEFAULT_NUM_PARTITIONS: "2",
      RESTATE_ROCKSDB_TOTAL_MEMORY_SIZE: "256 MiB",
      RESTATE_LOG_FILTER: "warn,octocrab=off",
      // A worker that a test starts again is found soon.
      RESTATE_DEFAULT_RETRY_POLICY__INITIAL_INTERVAL: "50ms",
      RESTATE_DEFAULT_RETRY_POLICY__MAX_INTERVAL: "500ms",
    },
    ready: async () => {
      const answers = await Promise.all([fetch(`${adminUrl}/health`), fetch(`${ingressUrl}/restate/health`)]);
      return answers.every(({ ok }) => ok);
    },
  });
  const post = async (path: string, body: object): Promise<unknown> => {
    const response = await fetch(adminUrl + path, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) {
      throw new Error(`Restate answered ${response.status} to ${path}: ${await response.text()}`);
    }
    return response.json();
  };
  return {
    get pid() {
      return server.pid;
    },
    ingressUrl,
    adminUrl,
    register: async (uri) => {
      await post("/deployments", { uri, force: true });
    },
    query: async (query) => {
      const { rows } = (await post("/query", { query })) as { readonly rows: ReadonlyArray<Record<string, unknown>> };
      return rows;
    },
    kill: server.kill,
    start: server.start,
    [Symbol.asyncDispose]: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The program itself: a signal to the script that npm links would not reach it. */
function binary(): string {
  const inPackage = createRequire(createRequire(import.meta.url).resolve("@restatedev/restate-server/package.json"));
  return inPackage.resolve(`@restatedev/restate-server-${process.platform}-${process.arch}/bin/restate-server`);
}
