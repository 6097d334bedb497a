import { once } from "node:events";
import { createServer } from "node:http2";
import type { AddressInfo } from "node:net";
import * as restate from "@restatedev/restate-sdk";
import * as clients from "@restatedev/restate-sdk-clients";
import { Connection } from "@temporalio/client";
import { expect, test } from "vitest";
import { describeTemporal } from "../support/engines/describe-temporal.ts";
import { startRestateServer } from "../support/engines/restate-server.ts";
import { startTemporalServer } from "../support/engines/temporal-server.ts";

test("Restate finishes what it had taken when it is killed and started again", async () => {
  await using server = await startRestateServer();
  const greeter = restate.workflow({
    name: "Greeter",
    handlers: {
      run: async (ctx: restate.WorkflowContext) => {
        const name = await ctx.promise<string>("name");
        return `Hello, ${name}`;
      },
      call: async (ctx: restate.WorkflowSharedContext, name: string) => {
        await ctx.promise<string>("name").resolve(name);
      },
    },
  });
  const handler = restate.createEndpointHandler({ services: [greeter], logger: () => {} });
  const endpoint = createServer(handler).listen(0, "127.0.0.1");
  await once(endpoint, "listening");
  try {
    await server.register(`http://127.0.0.1:${(endpoint.address() as AddressInfo).port}`);
    const client = clients.connect({ url: server.ingressUrl }).workflowClient(greeter, "one");
    await client.workflowSubmit();
    const before = server.pid;

    await server.kill();
    await expect(fetch(`${server.adminUrl}/health`)).rejects.toThrow();
    await server.start();

    expect(server.pid).not.toBe(before);
    await client.call("Ada");
    expect(await client.workflowAttach()).toBe("Hello, Ada");
    expect(await server.query("SELECT status FROM sys_invocation WHERE target_handler_name = 'run'")).toEqual([
      { status: "completed" },
    ]);
  } finally {
    endpoint.close();
  }
});

describeTemporal("Temporal", () => {
  test("keeps what it had taken when it is killed and started again", async () => {
    await using server = await startTemporalServer({ isDurable: true });
    const { address, namespace } = server;
    const workflowId = "one";
    const request = { namespace, workflowId, workflowType: { name: "greet" }, taskQueue: { name: "nobody" } };
    const first = await Connection.connect({ address });
    await first.workflowService.startWorkflowExecution({ ...request, requestId: "one" });
    await first.close();
    const before = server.pid;

    await server.kill();
    await expect(Connection.connect({ address, connectTimeout: "200ms" })).rejects.toThrow();
    await server.start();

    expect(server.pid).not.toBe(before);
    const second = await Connection.connect({ address });
    const execution = { workflowId };
    const described = await second.workflowService.describeWorkflowExecution({ namespace, execution });
    await second.close();
    expect(described.workflowExecutionInfo).toMatchObject({ type: { name: "greet" }, closeTime: null });
  });
});
