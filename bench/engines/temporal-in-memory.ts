import { tmpdir } from "node:os";
import { Connection } from "@temporalio/client";
import { freePorts } from "../../test/support/engines/free-ports.ts";
import { startServer } from "../../test/support/engines/server-process.ts";
import { temporalCli } from "../../test/support/engines/temporal-cli.ts";

/**
 * Starts Temporal's development server without a file: with one, its writes would be most of what is measured.
 *
 * @throws Error if there is no such program, or it does not start.
 */
export async function startTemporalInMemory(): Promise<AsyncDisposable & { readonly address: string }> {
  const [port = 0, http = 0, metrics = 0] = await freePorts(3);
  const address = `127.0.0.1:${port}`;
  const server = await startServer({
    name: "Temporal",
    program: await temporalCli(),
    arguments: `server start-dev --headless --ip 127.0.0.1 --log-level error
      --port ${port} --http-port ${http} --metrics-port ${metrics}`.split(/\s+/),
    cwd: tmpdir(),
    ready: async () => {
      const connection = await Connection.connect({ address, connectTimeout: "1s" });
      try {
        await connection.workflowService.listWorkflowExecutions({ namespace: "default", pageSize: 1 });
        return true;
      } finally {
        await connection.close();
      }
    },
  });
  return {
    address,
    [Symbol.asyncDispose]: async () => {
      await server.stop();
    },
  };
}
