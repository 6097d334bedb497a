import { globSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ts } from "ts-morph";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { generateProject } from "../../support/generated-project.ts";
import type { GeneratedProject } from "../../support/generated-project.ts";
import { runProcess } from "../../support/process.ts";
import { REPOSITORY } from "../../support/repository.ts";

const PAGE = readFileSync(join(REPOSITORY, "docs/threads.md"), "utf8");

function block(language: string): string {
  const [, code = ""] = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "ms").exec(PAGE) ?? [];
  return code;
}

/** Says where the handlers have run. */
const MAIN = `import { book } from "./flows/generated/index.ts";

let threads = 0;
process.on("worker", () => {
  threads += 1;
});
await book.run();
console.log("printed in " + (threads > 0 ? "threads" : "this thread"));
`;

let project: GeneratedProject;

beforeAll(() => {
  const files = {
    "src/flows/tasks/render-page.ts": block("ts"),
    "src/main.ts": MAIN,
    "rolldown.config.js": block("js"),
  };
  project = generateProject(parse(block("yaml")) as object, files);
  symlinkSync(join(REPOSITORY, "node_modules/piscina"), join(project.folder, "node_modules/piscina"));
});

afterAll(() => {
  project.remove();
});

async function run(...command: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runProcess(["--no-warnings", ...command], { cwd: project.folder });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout.trim();
}

test("a program whose types Node strips", async () => {
  expect(await run("src/main.ts")).toBe("printed in threads");
});

test("a program that was compiled", async () => {
  const { folder } = project;
  for (const file of globSync("src/**/*.ts", { cwd: folder })) {
    const { outputText } = ts.transpileModule(readFileSync(join(folder, file), "utf8"), {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023, rewriteRelativeImportExtensions: true },
    });
    const output = join(folder, "compiled", file.replace(/\.ts$/, ".js"));
    mkdirSync(dirname(output), { recursive: true });
    writeFileSync(output, outputText);
  }
  expect(await run("compiled/src/main.js")).toBe("printed in threads");
});

test("a program that was bundled as the page says", async () => {
  await run(join(REPOSITORY, "node_modules/rolldown/bin/cli.mjs"), "--config", "rolldown.config.js", "--log-level", "silent");
  expect(await run("dist/main.js")).toBe("printed in threads");
});

test("gen-flows run, which loads TypeScript that Node does not", async () => {
  const { folder } = project;
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: { module: "nodenext" } }));
  writeFileSync(join(folder, "src/flows/tasks/render-page.ts"), block("ts").replace("render-page.ts\"", "render-page.js\""));
  const command = [join(REPOSITORY, "generator/cli/main.ts"), "run", "flows.json", "book"];
  const { code, stderr } = await runProcess(["--no-warnings", ...command], { cwd: project.folder });
  expect({ code, drawn: stderr.match(/task renderPage/g)?.length, stderr }).toMatchObject({ code: 0, drawn: 3 });
});
