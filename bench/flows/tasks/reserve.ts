import { reservationOf } from "../../work.ts";
import type { Reserve } from "../generated/tasks/reserve.ts";

export const reserve: Reserve = async (input) => reservationOf(input);
