import { notify } from "../flows/tasks/notify.ts";
import { reserve } from "../flows/tasks/reserve.ts";
import { score } from "../flows/tasks/score.ts";
import { ship } from "../flows/tasks/ship.ts";
import type { Placement } from "./placements.ts";

/** What the generated tasks call. */
export const handlers = { score, reserve, ship, notify };

/** Both specs give modules of the same types. */
const modules = {
  remote: {
    telemetry: () => import("./generated/remote/generated/telemetry.ts"),
    restateServices: () => import("./generated/remote/generated/restate/services.ts"),
    restateClient: () => import("./generated/remote/generated/restate/client.ts"),
    temporalWorker: () => import("./generated/remote/generated/temporal/worker.ts"),
    temporalClient: () => import("./generated/remote/generated/temporal/client.ts"),
  },
  inline: {
    telemetry: () => import("./generated/inline/generated/telemetry.ts"),
    restateServices: () => import("./generated/inline/generated/restate/services.ts"),
    restateClient: () => import("./generated/inline/generated/restate/client.ts"),
    temporalWorker: () => import("./generated/inline/generated/temporal/worker.ts"),
    temporalClient: () => import("./generated/inline/generated/temporal/client.ts"),
  },
};

export function generatedModules(placement: Placement): (typeof modules)[Placement] {
  return modules[placement];
}
