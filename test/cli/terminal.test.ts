import { expect, test } from "vitest";
import { hasUnicode } from "../../generator/cli/terminal.ts";

test.each([
  [{ LANG: "en_GB.UTF-8" }, "linux", true],
  [{ LANG: "C.utf8" }, "linux", true],
  [{ LANG: "en_GB.UTF-8", LC_ALL: "C" }, "linux", false],
  [{ LANG: "C", LC_CTYPE: "UTF-8" }, "linux", true],
  [{ LANG: "en_GB.UTF-8", LC_ALL: "" }, "linux", true],
  [{}, "linux", false],
  [{}, "darwin", true],
  [{ LANG: "POSIX" }, "darwin", false],
  [{}, "win32", false],
  [{ WT_SESSION: "1" }, "win32", true],
  [{ TERM_PROGRAM: "vscode" }, "win32", true],
] as const)("%j on %s", (environment, platform, expected) => {
  expect(hasUnicode(environment, platform)).toBe(expected);
});
