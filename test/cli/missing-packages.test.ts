import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { pinnedVersions } from "../../generator/cli/pinned-versions.ts";
import { genFlows } from "./command.ts";

test("packages of instrumentations that are not installed are named, with the line that installs them", async () => {
  // A folder in which nothing is installed but what is made here.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "gen-flows-missing-")));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const telemetry = { instrumentations: ["pg", "undici", "fastify"] };
  const spec = { specVersion: 1, name: "shop", version: "1.0.0", tasks: { ping: {} }, telemetry, lint: { "unused-task": "off" } };
  writeFileSync(join(folder, "flows.json"), JSON.stringify(spec));
  mkdirSync(join(folder, "node_modules/@opentelemetry/instrumentation-undici"), { recursive: true });

  const { code, stdout, stderr } = await genFlows(["flows.json"], { cwd: folder });

  expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
  const missing = (["@opentelemetry/instrumentation-pg", "@fastify/otel"] as const).map((name) => `${name}@${pinnedVersions[name]}`);
  expect(stderr.split("\n").at(-2)).toBe(
    `not installed, and needed by telemetry.instrumentations: npm install --save-exact ${missing.join(" ")}`,
  );
});
