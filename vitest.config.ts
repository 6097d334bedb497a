import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/longest-first.ts";

/**
 * Folders whose tests change nothing in their own process: no variable of the environment, no global of OpenTelemetry.
 * Their files share their workers, so that these load the generator and its compiler once.
 */
const SHARED = [
  "check",
  "cli",
  "compose",
  "diagnostics",
  "emit",
  "expressions",
  "link",
  "lint",
  "lower",
  "plan",
  "reconcile",
  "source",
  "types",
  "validate",
  "validators",
].map((folder) => `test/${folder}/**/*.test.ts`);

export default defineConfig({
  test: {
    globalSetup: ["test/global-setup.ts"],
    // Vitest leaves one core out. These tests wait nearly as much as they compute, for processes, servers and deadlines:
    // three at a time keep two cores busy.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    setupFiles: ["test/setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: "isolated", include: ["test/**/*.test.ts"], exclude: SHARED } },
      { extends: true, test: { name: "shared", include: SHARED, isolate: false } },
    ],
  },
});
