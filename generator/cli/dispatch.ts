import { commandTable, generateEntry } from "./command-table.ts";
import { reportFailure } from "./failure.ts";

/** Runs the command that the words of the command line name, and sets the exit code of the process. */
export async function dispatch(words: readonly string[]): Promise<void> {
  const [first, ...rest] = words;
  const named = first !== undefined && Object.hasOwn(commandTable, first) ? commandTable[first] : undefined;
  try {
    const command = await (named ?? generateEntry).load();
    process.exitCode = await command.run(named === undefined ? words : rest);
  } catch (error) {
    process.exitCode = reportFailure(error);
  }
}
