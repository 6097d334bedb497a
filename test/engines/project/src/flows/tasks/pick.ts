import { perform } from "../../effects.ts";
import type { Pick } from "../generated/tasks/pick.ts";

export const pick: Pick = async (input, task): ReturnType<Pick> => {
  await perform("pick", task);
  return { slot: `slot-${input.order}` };
};
