import { perform } from "../../effects.ts";
import type { Deliver } from "../generated/tasks/deliver.ts";

export const deliver: Deliver = async (_input, task): ReturnType<Deliver> => {
  await perform("deliver", task);
};
