import type { DailySchedule } from "../generated/schedules.ts";

const DAY = 86_400_000;

/** Every night loads the day before. */
export const daily: DailySchedule = async (due): ReturnType<DailySchedule> => {
  return { day: new Date(due.getTime() - DAY).toISOString().slice(0, 10) };
};
