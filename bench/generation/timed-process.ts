import { spawnSync } from "node:child_process";
import { median } from "../measure/statistics.ts";

/**
 * Runs a program of Node, whole processes one after another.
 *
 * @param prepare Called before each, and not measured.
 * @returns The median in milliseconds.
 * @throws If the program fails.
 */
export function timeProcess(words: readonly string[], cwd: string, times: number, prepare: () => void = () => {}): number {
  const durations = Array.from({ length: times }, () => {
    prepare();
    const startedAt = performance.now();
    const { status, stderr } = spawnSync(process.execPath, words, { cwd, encoding: "utf8" });
    const duration = performance.now() - startedAt;
    if (status !== 0) {
      throw new Error(`node ${words.join(" ")} ended with ${status}:\n${stderr}`);
    }
    return duration;
  });
  return median(durations);
}
