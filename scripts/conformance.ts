/**
 * Runs the W3C Trace Context harness, level 2 and strict, against an HTTP service that starts a workflow at each
 * request. `W3C_TRACE_CONTEXT` is a checkout of github.com/w3c/trace-context; `PYTHON`, `python3` by default, has
 * the package aiohttp.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { startTraceContextService } from "../test/telemetry/trace-context-service.ts";

const python = process.env["PYTHON"] ?? "python3";
const harness = join(process.env["W3C_TRACE_CONTEXT"] ?? "", "test");
const skipped = whySkipped();

if (skipped === undefined) {
  const service = await startTraceContextService([]);
  process.exitCode = await runHarness(service.url);
  await service.close();
} else {
  console.log(`Skipped the W3C Trace Context harness: ${skipped}.`);
}

function whySkipped(): string | undefined {
  if (process.env["W3C_TRACE_CONTEXT"] === undefined) {
    return "W3C_TRACE_CONTEXT names no checkout of github.com/w3c/trace-context";
  }
  if (!existsSync(join(harness, "test.py"))) {
    return `there is no ${join(harness, "test.py")}`;
  }
  return spawnSync(python, ["-c", "import aiohttp"]).status === 0 ? undefined : `${python} has no package aiohttp`;
}

function runHarness(url: string): Promise<number> {
  const environment = { ...process.env, SPEC_LEVEL: "2", STRICT_LEVEL: "2" };
  const child = spawn(python, ["test.py", url], { cwd: harness, env: environment, stdio: "inherit" });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      resolve(code ?? 1);
    });
  });
}
