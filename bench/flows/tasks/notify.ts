import { notifyOf } from "../../work.ts";
import type { Notify } from "../generated/tasks/notify.ts";

export const notify: Notify = async (input) => {
  notifyOf(input);
};
