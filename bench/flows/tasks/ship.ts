import { labelOf } from "../../work.ts";
import type { Ship } from "../generated/tasks/ship.ts";

export const ship: Ship = async (input) => labelOf(input);
