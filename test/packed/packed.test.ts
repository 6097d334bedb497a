import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { install, packPackages } from "../support/pack.ts";
import type { PackedPackage } from "../support/pack.ts";
import { runProcess } from "../support/process.ts";
import { readReadme } from "../support/readme.ts";
import { projectIn } from "./project.ts";
import type { Project } from "./project.ts";

const readme = readReadme();

/** How users' compilers may be set up, and how the imports of their code end then. */
const COMPILERS = {
  nodenext: { options: { module: "nodenext" }, extension: ".js" },
  bundler: { options: { module: "esnext", moduleResolution: "bundler" }, extension: ".js" },
  "nodenext with .ts imports": {
    options: { module: "nodenext", rewriteRelativeImportExtensions: true },
    extension: ".ts",
  },
};

/** A folder outside the repository. The packages are installed there, and nothing else. */
let root: string;
let packed: { readonly generator: PackedPackage; readonly runtime: PackedPackage };

beforeAll(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "gen-flows-packed-")));
  packed = await packPackages();
  const project = projectIn(root, root);
  project.write("package.json", JSON.stringify({ name: "project", private: true, type: "module" }));
  project.write("flows.json", readme.spec);
  await install(root, [packed.runtime.tarball, packed.generator.tarball, "@opentelemetry/api", "typescript"]);
  const dependencies = await project.genFlows(24, "deps", "flows.json");
  // The runtime is not in the registry of this test, and installed already.
  const packages = dependencies.stdout.trim().split(" ").slice(3);
  await install(root, packages.filter((name) => !name.startsWith("@gen-flows/")));
}, 180_000);

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

/** Makes a project in a folder of its own, with the README's spec and handler. */
async function createProject(
  name: string,
  compiler: keyof typeof COMPILERS = "nodenext",
  node: 20 | 22 | 24 = 24,
): Promise<Project> {
  const { options, extension } = COMPILERS[compiler];
  const folder = join(root, name.replaceAll(/\W+/g, "-"));
  mkdirSync(folder);
  const project = projectIn(root, folder, options);
  project.write("package.json", JSON.stringify({ name: "greetings", private: true, type: "module" }));
  project.write("flows.json", readme.spec);
  const generated = await project.genFlows(node, "flows.json");
  expect(generated).toMatchObject({ code: 0, stdout: "" });
  expect(project.read("src/flows/tasks/greet.ts")).toContain('throw new TaskNotImplementedError("greet")');
  project.write("src/flows/tasks/greet.ts", readme.handler.replaceAll(".js", extension));
  project.write("src/main.ts", `${readme.main.replaceAll(".js", extension)}\nconsole.log(texts.join("\\n"));\n`);
  return project;
}

test("the tarballs hold what is needed, and nothing that is big", () => {
  expect(packed.generator.files).toEqual(
    expect.arrayContaining(["dist/generator/cli/main.js", "schema/gen-flows.schema.json", "README.md", "LICENSE"]),
  );
  expect(packed.runtime.files).toEqual(expect.arrayContaining(["dist/index.js", "dist/index.d.ts"]));
  const strange = [...packed.generator.files, ...packed.runtime.files].filter((path) => {
    return !/^(?:dist\/.*\.(?:js|d\.ts)|schema\/[^/]*\.json|templates\/[^/]*\.hbs|package\.json|README\.md|LICENSE)$/.test(path);
  });
  expect(strange).toEqual([]);
  expect(packed.generator.unpackedSize).toBeLessThan(3_000_000);
  expect(packed.runtime.unpackedSize).toBeLessThan(1_400_000);
});

test("the commands of README work, as they stand there", async () => {
  const project = projectIn(root, root, COMPILERS.nodenext.options);
  const type = (word: string) => {
    return runProcess(["-c", readme.commands.get(word) ?? "false"], { cwd: root, program: "sh" });
  };

  expect(await type("flows.json")).toMatchObject({ code: 0, stdout: "" });
  expect(await type("deps")).toMatchObject({ code: 0, stdout: expect.stringMatching(/^npm install .*@opentelemetry\/api@/) });
  expect(await type("check")).toMatchObject({ code: 0 });
  const unwritten = await type("run");
  expect(unwritten).toMatchObject({ code: 1, stdout: "" });
  expect(unwritten.stderr).toContain("write the handler in `src/flows/tasks/greet.ts`");
  project.write("src/flows/tasks/greet.ts", readme.handler);
  expect(await project.tsc("--noEmit")).toMatchObject({ code: 0, stdout: "" });
  const run = await type("run");
  expect(run.code).toBe(0);
  expect(JSON.parse(run.stdout)).toEqual({ texts: ["Hello, Ada!", "Hello, Grace!"] });
  expect(run.stderr).toMatch(/workflow welcome.*forEach greetings.*task greet.*task greet/s);
});

describe.each([
  { node: 24, compiler: "nodenext" },
  { node: 22, compiler: "nodenext" },
  { node: 24, compiler: "bundler" },
  { node: 22, compiler: "bundler" },
  { node: 24, compiler: "nodenext with .ts imports" },
  { node: 22, compiler: "nodenext with .ts imports" },
] as const)("on Node $node, compiled for $compiler", ({ node, compiler }) => {
  test("a project type-checks, runs, and runs again as JavaScript without its sources", async () => {
    const project = await createProject(`${compiler}-${node}`, compiler, node);

    expect(await project.tsc("--noEmit")).toMatchObject({ code: 0, stdout: "" });
    const run = await project.genFlows(node, "run", "flows.json", "welcome", "--input", '{ "names": ["Ada"] }');
    expect(run.code).toBe(0);
    expect(JSON.parse(run.stdout)).toEqual({ texts: ["Hello, Ada!"] });
    expect(run.stderr).toContain("task greet");
    expect(await project.tsc()).toMatchObject({ code: 0, stdout: "" });
    rmSync(join(project.folder, "src"), { recursive: true });
    expect(await project.run(node, "dist/main.js")).toEqual({
      code: 0,
      signal: null,
      stdout: "Hello, Ada!\nHello, Grace!\n",
      stderr: "",
    });
  });
});

test("on Node 20 everything works but `run`, which says what it needs", async () => {
  const project = await createProject("floor", "nodenext", 20);

  expect(await project.genFlows(20, "check", "flows.json")).toMatchObject({ code: 0 });
  expect(await project.genFlows(20, "deps", "flows.json")).toMatchObject({ code: 0 });
  const run = await project.genFlows(20, "run", "flows.json", "welcome", "--input", '{ "names": [] }');
  expect(run).toMatchObject({ code: 2, stdout: "" });
  expect(run.stderr).toContain("needs Node 22.15.0 or newer, and this is 20.19.0");
});

test("a changed output is a type error in the body of the handler, whose file stays what it is", async () => {
  const project = await createProject("changed");
  expect(await project.tsc("--noEmit")).toMatchObject({ code: 0 });
  const spec = JSON.parse(readme.spec);
  const { output } = spec.tasks.greet;
  output.required.push("language");
  output.properties.language = { enum: ["en", "fr"] };

  project.write("flows.json", JSON.stringify(spec));
  expect(await project.genFlows(24, "check", "flows.json")).toMatchObject({ code: 4 });
  expect(await project.genFlows(24, "flows.json")).toMatchObject({ code: 0 });

  expect(project.read("src/flows/tasks/greet.ts")).toBe(readme.handler);
  const checked = await project.tsc("--noEmit", "--pretty", "false");
  expect(checked.code).not.toBe(0);
  const problems = checked.stdout.split("\n").filter((line) => /^\S.*error TS/.test(line));
  expect(problems).toHaveLength(1);
  const line = readme.handler.split("\n").findIndex((text) => text.includes("return {")) + 1;
  expect(problems[0]).toContain(`src/flows/tasks/greet.ts(${line},`);
  expect(problems[0]).toContain("language");
});

test("where a package of the SDK is missing a program does not start, and Node names the package", async () => {
  const project = await createProject("lacking");
  expect(await project.tsc()).toMatchObject({ code: 0 });
  const folder = mkdtempSync(join(tmpdir(), "gen-flows-lacking-"));
  mkdirSync(join(folder, "node_modules/@opentelemetry"), { recursive: true });
  for (const name of ["@gen-flows", "@opentelemetry/api"]) {
    symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name));
  }
  cpSync(join(project.folder, "dist"), join(folder, "dist"), { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));

  const ended = await runProcess(["--preserve-symlinks", "--preserve-symlinks-main", "dist/main.js"], { cwd: folder });
  rmSync(folder, { recursive: true });
  expect(ended).toMatchObject({ code: 1, stdout: "" });
  expect(ended.stderr).toContain("Cannot find package '@opentelemetry/");
});

describe.each([22, 24] as const)("a CommonJS host on Node %i", (node) => {
  test("requires the runtime, and generated code that is compiled to ES modules", async () => {
    const project = await createProject(`common-js-${node}`);
    expect(await project.tsc()).toMatchObject({ code: 0 });
    project.write(
      "host.cjs",
      `const { embedded } = require("@gen-flows/runtime");
const { defineTelemetry } = require("@gen-flows/runtime/telemetry");
const { memoryTraces } = require("@gen-flows/runtime/telemetry/memory-traces");
const { task } = require("@gen-flows/runtime/workflow");
const { welcome } = require("./dist/flows/generated/index.js");
welcome.run({ names: ["Ada"] }).then((result) => {
  console.log(typeof embedded, typeof defineTelemetry, typeof memoryTraces, typeof task, JSON.stringify(result));
});
`,
    );

    // Node 22.15 says on stderr that requiring ES modules is experimental.
    expect(await project.run(node, "host.cjs")).toMatchObject({
      code: 0,
      stdout: 'function function function function {"texts":["Hello, Ada!"]}\n',
    });
  });
});

test("what nobody asked for is not installed", () => {
  const absent = [
    "@opentelemetry/exporter-trace-otlp-grpc",
    "@opentelemetry/sdk-node",
    "@restatedev",
    "@temporalio",
    "vitest",
    "@types/node",
  ];

  expect(absent.filter((name) => existsSync(join(root, "node_modules", name)))).toEqual([]);
});
