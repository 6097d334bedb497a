import type { WorkflowInterceptorsFactory } from "@temporalio/workflow";
import type { Carrier } from "../carrier.ts";
import { carrierIn, withCarrier } from "./header.ts";

let carrier: Carrier = {};

/** What came with the start of the run: set before the workflow begins, in a module that each run has for itself. */
export function carrierOfRun(): Carrier {
  return carrier;
}

/** Hands what the caller has sent on to every activity. */
export const interceptors: WorkflowInterceptorsFactory = () => ({
  inbound: [
    {
      execute(input, next) {
        carrier = carrierIn(input.headers);
        return next(input);
      },
    },
  ],
  outbound: [
    {
      scheduleActivity: (input, next) => next({ ...input, headers: withCarrier(input.headers, carrier) }),
      scheduleLocalActivity: (input, next) => next({ ...input, headers: withCarrier(input.headers, carrier) }),
    },
  ],
});
