import { post } from "../../shop-client.ts";
import type { ScoreFraud } from "../generated/tasks/score-fraud.ts";

export const scoreFraud: ScoreFraud = async (input, task): ReturnType<ScoreFraud> => {
  return post("/fraud-scores", input, task);
};
