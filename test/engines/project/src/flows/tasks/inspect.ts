import { perform } from "../../effects.ts";
import type { Inspect } from "../generated/tasks/inspect.ts";

export const inspect: Inspect = async (input, task): ReturnType<Inspect> => {
  await perform("inspect", task);
  return { grade: input.order.length };
};
