import { perform } from "../../effects.ts";
import { packed } from "../../packing.ts";
import type { Pack } from "../generated/tasks/pack.ts";

export const pack: Pack = async (input, task): ReturnType<Pack> => {
  if (input.trouble === "broken") {
    await perform("break", task, input);
    return task.fail("Broken", { part: `lid of ${input.id}` });
  }
  if (input.trouble === "jammed" && task.attempt === 1) {
    await perform("jam", task);
    return task.fail("Jammed");
  }
  return packed(input, task);
};
