import { perform } from "../../effects.ts";
import type { PutBack } from "../generated/tasks/put-back.ts";

export const putBack: PutBack = async (_input, task): ReturnType<PutBack> => {
  await perform("put-back", task);
};
