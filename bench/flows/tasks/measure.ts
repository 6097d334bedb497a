import { scoreOf } from "../../work.ts";
import type { Measure } from "../generated/tasks/measure.ts";

export const measure: Measure = async (input) => scoreOf(input);
