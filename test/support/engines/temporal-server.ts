import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Connection } from "@temporalio/client";
import { freePorts } from "./free-ports.ts";
import { startServer } from "./server-process.ts";
import { temporalCli } from "./temporal-cli.ts";

/** A Temporal development server on loopback. */
export interface TemporalServer extends AsyncDisposable {
  readonly pid: number;
  /** `host:port` of its gRPC service. */
  readonly address: string;
  readonly namespace: string;
  /** SIGKILL. The database stays, if there is one. */
  kill(): Promise<void>;
  /** After `kill`: on the same port and database. Resolves when its namespace answers. */
  start(): Promise<void>;
  /** Ends it. Nothing that it knew remains. */
  [Symbol.asyncDispose](): Promise<void>;
}

export interface TemporalServerOptions {
  /**
   * Whether what it knows outlives its process, in a file. Otherwise it keeps all in memory: writing to a disk that is busy
   * takes seconds, and a start of an attempt that takes the server more than one is lost, and made up for 10 s later.
   */
  readonly isDurable?: boolean;
}

const NAMESPACE = "default";

/**
 * Starts `temporal server start-dev`.
 *
 * @throws Error if there is no such program, or it does not start.
 */
export async function startTemporalServer({ isDurable = false }: TemporalServerOptions = {}): Promise<TemporalServer> {
  const folder = mkdtempSync(join(tmpdir(), "gen-flows-temporal-"));
  const [port = 0, http = 0, metrics = 0] = await freePorts(3);
  const address = `127.0.0.1:${port}`;
  const server = await startServer({
    name: "Temporal",
    program: await temporalCli(),
    arguments: `server start-dev --headless --ip 127.0.0.1 --log-level error
      --port ${port} --http-port ${http} --metrics-port ${metrics}${isDurable ? " --db-filename temporal.db" : ""}`.split(/\s+/),
    cwd: folder,
    ready: async () => {
      const connection = await Connection.connect({ address, connectTimeout: "1s" });
      try {
        await connection.workflowService.describeNamespace({ namespace: NAMESPACE });
        await connection.workflowService.listWorkflowExecutions({ namespace: NAMESPACE, pageSize: 1 });
        return true;
      } finally {
        await connection.close();
      }
    },
  });
  return {
    get pid() {
      return server.pid;
    },
    address,
    namespace: NAMESPACE,
    kill: server.kill,
    start: server.start,
    [Symbol.asyncDispose]: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
