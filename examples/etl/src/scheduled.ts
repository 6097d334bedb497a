/** Loads the day before, every night: `node src/scheduled.ts`. */
import { daily } from "./flows/generated/index.ts";

const schedule = await daily.schedule.start({
  input: (due) => ({ day: new Date(due.getTime() - 86_400_000).toISOString().slice(0, 10) }),
});

console.log("The next load is due at", schedule.next?.toISOString());

process.once("SIGTERM", () => {
  void schedule.stop();
});
