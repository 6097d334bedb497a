import { isMainThread } from "node:worker_threads";
import type { Print } from "../generated/tasks/print.js";

export const print: Print = async (input): ReturnType<Print> => {
  return `${(input.cents / 100).toFixed(2)} EUR, ${isMainThread ? "not printed" : "printed"} in a thread`;
};
