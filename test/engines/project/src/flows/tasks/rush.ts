import { packed } from "../../packing.ts";
import type { Rush } from "../generated/tasks/rush.ts";

export const rush: Rush = async (input, task): ReturnType<Rush> => packed(input, task);
