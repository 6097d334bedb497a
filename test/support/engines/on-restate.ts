import { startBalancer } from "./balancer.ts";
import { startCaller } from "./caller.ts";
import type { ServerPlatform } from "./deployment.ts";
import { freePorts } from "./free-ports.ts";
import { restateJournal } from "./restate-journal.ts";
import { startRestateServer } from "./restate-server.ts";
import { startWorkerProcess } from "./worker-process.ts";

/** Restate's server, for projects whose spec chooses Restate. */
export async function onRestate(): Promise<ServerPlatform> {
  const server = await startRestateServer();
  return {
    server,
    deploy: async ({ cwd, receiver, environment, workers: count = 1 }) => {
      const given = { RESTATE_INGRESS_URL: server.ingressUrl, ...environment };
      const ports = await freePorts(count);
      const workers = await Promise.all(
        ports.map((port) =>
          startWorkerProcess({
            cwd,
            script: "src/flows/generated/restate/main.ts",
            ready: async () => (await fetch(`http://127.0.0.1:${port}/health`)).ok,
            stopMilliseconds: 20_000,
            receiver,
            environment: { ...given, PORT: String(port) },
          }),
        ),
      );
      const balancer = count === 1 ? undefined : await startBalancer(ports);
      await server.register(`http://127.0.0.1:${balancer?.port ?? ports[0]}`);
      const module = "src/flows/generated/restate/client.ts";
      const caller = await startCaller({ cwd, module, receiver, environment: given });
      return {
        caller,
        workers,
        [Symbol.asyncDispose]: async () => {
          await caller.stop();
          await Promise.all(workers.map((worker) => worker.stop()));
          await balancer?.[Symbol.asyncDispose]();
        },
      };
    },
    journal: restateJournal(server),
    // Its server sends again what was not answered.
    lostAttempts: async () => [],
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
