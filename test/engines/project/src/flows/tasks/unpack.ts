import { perform } from "../../effects.ts";
import type { Unpack } from "../generated/tasks/unpack.ts";

export const unpack: Unpack = async (_input, task): ReturnType<Unpack> => {
  await perform("unpack", task);
};
