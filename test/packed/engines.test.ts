import { existsSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeTemporal } from "../support/engines/describe-temporal.ts";
import { freePorts } from "../support/engines/free-ports.ts";
import { startRestateServer } from "../support/engines/restate-server.ts";
import { startTemporalServer } from "../support/engines/temporal-server.ts";
import { startWorkerProcess } from "../support/engines/worker-process.ts";
import { install, packPackages } from "../support/pack.ts";
import { runProcess } from "../support/process.ts";
import type { Ended } from "../support/process.ts";
import { readReadme } from "../support/readme.ts";
import { projectIn } from "./project.ts";
import type { Project } from "./project.ts";

const readme = readReadme();
const TEXTS = { texts: ["Hello, Ada!", "Hello, Grace!"] };

/** A folder outside the repository, with README's project, on both engines. */
let root: string;
let project: Project;
/** The same in a folder of it, but compiled to CommonJS. */
let commonJs: Project;

beforeAll(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "gen-flows-packed-engines-")));
  const { generator, runtime } = await packPackages();
  // The types of the engines' SDKs are not ours to check; they need those of Node.
  project = projectIn(root, root, { module: "nodenext", types: ["node"], skipLibCheck: true });
  project.write("package.json", JSON.stringify({ name: "greetings", private: true, type: "module" }));
  project.write("flows.json", JSON.stringify({ ...JSON.parse(readme.spec), engines: { restate: {}, temporal: {} } }));
  await install(root, [runtime.tarball, generator.tarball, "@opentelemetry/api", "typescript", "@types/node@24"]);
  const { stdout } = await project.genFlows(24, "deps", "flows.json");
  await install(root, stdout.trim().split(" ").slice(3).filter((name) => !name.startsWith("@gen-flows/")));
  expect(await project.genFlows(24, "flows.json")).toMatchObject({ code: 0 });
  project.write("src/flows/tasks/greet.ts", readme.handler);
  for (const engine of ["restate", "temporal"]) {
    const caller = readme.main.replace("generated/index.js", `generated/${engine}/client.js`);
    project.write(`src/${engine}.ts`, `${caller}\nconsole.log(JSON.stringify({ texts }));\n`);
  }
  commonJs = projectIn(root, join(root, "common-js"), { module: "nodenext", verbatimModuleSyntax: false, types: ["node"], skipLibCheck: true });
  commonJs.write("package.json", JSON.stringify({ name: "greetings", private: true }));
  commonJs.write("flows.json", project.read("flows.json"));
  expect(await commonJs.genFlows(24, "flows.json")).toMatchObject({ code: 0 });
  commonJs.write("src/flows/tasks/greet.ts", readme.handler);
}, 300_000);

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

test("is type-checked under nodenext, compiled, and needs its sources no longer", async () => {
  for (const { tsc, folder } of [project, commonJs]) {
    expect(await tsc()).toMatchObject({ code: 0, stdout: "" });
    rmSync(join(folder, "src"), { recursive: true });
  }
  expect(commonJs.read("dist/flows/generated/temporal/worker.js")).toContain("require(");
  expect(existsSync(join(root, "dist/flows/generated/temporal/workflows.js"))).toBe(true);
});

test("what was compiled serves Restate", async () => {
  await using server = await startRestateServer();
  const [port = 0] = await freePorts(1);
  await using worker = await startWorkerProcess({
    cwd: root,
    script: "dist/flows/generated/restate/main.js",
    environment: { PORT: String(port) },
    ready: async () => (await fetch(`http://127.0.0.1:${port}/health`)).ok,
  });
  await server.register(`http://127.0.0.1:${port}`);

  expect(await call("restate", { RESTATE_INGRESS_URL: server.ingressUrl })).toMatchObject({ code: 0, stdout: `${JSON.stringify(TEXTS)}\n` });
  expect(await worker.stop()).toEqual({ code: null, signal: "SIGTERM" });
});

test("Temporal's workflows are bundled from what was compiled", async () => {
  project.write(
    "bundle.mjs",
    `import { bundleWorkflows } from "@gen-flows/runtime/temporal/worker";
const { code } = await bundleWorkflows(new URL("./dist/flows/generated/temporal/workflows.js", import.meta.url));
console.log(code.includes("welcome"));
`,
  );

  expect(await project.run(24, "bundle.mjs")).toMatchObject({ code: 0, stdout: "true\n" });
});

describeTemporal("what was compiled", () => {
  test("works for Temporal, as ES modules and as CommonJS", async () => {
    await using server = await startTemporalServer();
    const environment = { TEMPORAL_ADDRESS: server.address };
    for (const { folder } of [project, commonJs]) {
      const [health = 0] = await freePorts(1);
      await using worker = await startWorkerProcess({
        cwd: folder,
        script: "dist/flows/generated/temporal/main.js",
        environment: { ...environment, GEN_FLOWS_HEALTH_PORT: String(health) },
        ready: async () => (await fetch(`http://127.0.0.1:${health}/`)).ok,
      });

      expect(await call("temporal", environment)).toMatchObject({ code: 0, stdout: `${JSON.stringify(TEXTS)}\n` });
      expect(await worker.stop()).toEqual({ code: 0, signal: null });
    }
  });
});

/** Runs the caller of README in a process of its own. */
function call(engine: "restate" | "temporal", environment: Readonly<Record<string, string>>): Promise<Ended> {
  return runProcess([`dist/${engine}.js`], { cwd: root, environment });
}
