import { seen } from "../../seen.ts";
import type { Inform } from "../generated/tasks/inform.ts";

export const inform: Inform = async (_input, task) => [seen("inform", task)];
