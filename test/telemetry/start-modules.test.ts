import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

/** Prints the modules of Node that a program has loaded. */
const PRINT = 'process.on("exit", () => { console.log(process.moduleLoadList.join("\\n")); })';

/** What a program pays for at its start, if it loads them; the runtime uses them when it sends something. */
const EXPENSIVE = new Set(["http", "https", "http2", "tls", "zlib"].map((name) => `NativeModule ${name}`));

test.each(["otlp-http", "noop"])("the start of a program (%s) loads nothing of Node's network, nor zlib", (program) => {
  const file = fileURLToPath(new URL(`../../bench/startup/${program}.mjs`, import.meta.url));
  const preload = `data:text/javascript,${encodeURIComponent(PRINT)}`;
  // In development a preflight asks the collector.
  const env = { ...process.env, NODE_ENV: "production" };
  const { status, stdout } = spawnSync(process.execPath, ["--import", preload, file], { encoding: "utf8", env });
  const loaded = stdout.split("\n");
  expect(status).toBe(0);
  expect(loaded).toContain("NativeModule async_hooks");
  expect(loaded.filter((name) => EXPENSIVE.has(name))).toEqual([]);
});
