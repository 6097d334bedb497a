import { scoreOf } from "../../work.ts";
import type { Score } from "../generated/tasks/score.ts";

export const score: Score = async (input) => scoreOf(input);
