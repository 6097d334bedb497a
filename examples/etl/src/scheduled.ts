/** Loads the day before, every night: `node src/scheduled.ts`. */
import { daily } from "./flows/generated/index.ts";

const { schedule } = daily;
await schedule.start();

const { next } = await schedule.describe();
console.log("The next load is due at", next?.toISOString());

process.once("SIGTERM", () => {
  void schedule.stop();
});
