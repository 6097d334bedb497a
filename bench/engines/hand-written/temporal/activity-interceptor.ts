import { AsyncLocalStorage } from "node:async_hooks";
import type { ActivityInboundCallsInterceptor } from "@temporalio/worker";
import type { Carrier } from "../carrier.ts";
import { carrierIn } from "./header.ts";

const carriers = new AsyncLocalStorage<Carrier>();

export function currentCarrier(): Carrier {
  return carriers.getStore() ?? {};
}

/** Reads what the workflow has sent beside the input of an activity. */
export const activityInterceptor: ActivityInboundCallsInterceptor = {
  execute(input, next) {
    return carriers.run(carrierIn(input.headers), next, input);
  },
};
