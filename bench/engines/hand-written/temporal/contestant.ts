import type { Contestant } from "../../contestants.ts";
import { registerProvider } from "../provider.ts";
import { temporalClientByHand } from "./client.ts";
import { startWorkerByHand } from "./worker.ts";

const WORKFLOWS = { remote: "fulfilByHand", inline: "fulfilInlineByHand" };

export const contestant: Contestant = {
  async serve({ server }, _placement, processor) {
    registerProvider(processor);
    await startWorkerByHand(server);
    return undefined;
  },
  connect: ({ server }, placement) => temporalClientByHand(server, WORKFLOWS[placement]),
};
