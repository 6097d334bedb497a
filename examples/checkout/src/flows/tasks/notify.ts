import { post } from "../../shop-client.ts";
import type { Notify } from "../generated/tasks/notify.ts";

export const notify: Notify = async (input, task): ReturnType<Notify> => {
  await post("/messages", input, task);
};
