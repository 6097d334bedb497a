import type { Contestant } from "../../contestants.ts";
import { registerProvider } from "../provider.ts";
import { restateClientByHand } from "./client.ts";
import { serveByHand } from "./worker.ts";

export const contestant: Contestant = {
  async serve(_address, placement, processor) {
    registerProvider(processor);
    return `http://127.0.0.1:${await serveByHand(placement)}`;
  },
  connect: ({ server }) => Promise.resolve(restateClientByHand(server)),
};
