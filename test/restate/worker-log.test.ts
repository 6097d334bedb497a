import { expect, test, vi } from "vitest";
import { workerLog } from "../../runtime/src/engines/restate/worker/worker-log.ts";

test("what the SDK says with a stack is said without it", () => {
  const written = vi.spyOn(process.getBuiltinModule("node:fs"), "writeSync").mockReturnValue(0);
  const { logger } = workerLog(() => false);
  const stack = "Error: write after end\n    at _write (node:internal/streams/writable:491:11)\n    at flushAndClose (file:///app/generic.js:268:50)";
  logger?.({ level: "error", context: undefined } as never, `Error while handling request: ${stack}`, "\nTry again.");
  const lines = written.mock.calls.map(([, line]) => line).join("");
  written.mockRestore();
  expect(lines).toContain("Restate: Error while handling request: Error: write after end Try again.");
  expect(lines).not.toContain(" at ");
});
