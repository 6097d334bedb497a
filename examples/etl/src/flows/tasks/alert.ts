import type { Alert } from "../generated/tasks/alert.ts";

/** Whoever is on call reads the log of this example. */
export const alert: Alert = async (input): ReturnType<Alert> => {
  console.error(`ALERT: ${input.text}`);
};
