import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { genFlows } from "./command.ts";
import { createProject, writeFile } from "./project.ts";

/** A workflow command as GitHub's runner reads it. */
interface Annotation {
  readonly severity: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Reads a log like the runner: commands stand on lines of their own, and escapes are undone, `%25` last. */
function annotations(log: string): readonly Annotation[] {
  return log.split("\n").flatMap((line) => {
    const [, severity = "", properties = "", text = ""] = /^::(\w+) ?([^:]*)::(.*)$/.exec(line) ?? [];
    return severity === ""
      ? []
      : [
          {
            severity,
            properties: Object.fromEntries(
              properties.split(",").map((property) => {
                const [, key = "", value = ""] = /^(\w+)=(.*)$/.exec(property) ?? [];
                return [key, unescape(value.replaceAll("%3A", ":").replaceAll("%2C", ","))];
              }),
            ),
            text: unescape(text),
          },
        ];
  });
}

function unescape(text: string): string {
  return text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
}

const WRONG = `{
  "specVersion": 1, "name": "shop", "version": "1.0.0",
  "tasks": { "pack": { "startToCloseTimeout": "100%, or: 5 s" } },
  "workflows": { "ship": { "steps": { "one": { "task": "pack", "when": "\${ true }", "value": 1 } } } }
}
`;

test("each diagnostic is an annotation with its place, and escapes can be undone", async () => {
  const project = createProject({ "flows.json": WRONG });
  const { code, stdout, stderr } = await genFlows(["flows.json", "--reporter", "github"], {
    cwd: project,
    env: { GITHUB_WORKSPACE: project },
  });
  expect(annotations(stdout).filter(({ severity }) => severity === "error")).toEqual([
    {
      severity: "error",
      properties: { title: "GF2005", file: "flows.json", line: "3", endLine: "3", col: "47", endColumn: "61" },
      text: [
        '`"100%, or: 5 s"` is not a duration (expected a duration)',
        "help: durations are written `500ms`, `30s`, `5m`, `1h30m`, `3d`",
      ].join("\n"),
    },
    {
      severity: "error",
      properties: { title: "GF2010", file: "flows.json", line: "4", endLine: "4", col: "85", endColumn: "91" },
      text: [
        "a step does one thing, and this one has `task` and `value` (one too many)",
        "flows.json:4:48: the step calls a task",
        "help: make it a step of its own; `after` orders steps without data between them",
      ].join("\n"),
    },
  ]);
  expect(stdout.split("\n").filter((line) => line !== "" && !line.startsWith("::"))).toEqual([]);
  expect(stderr).toBe("");
  expect(code).toBe(2);
});

test.each([
  ["GITHUB_WORKSPACE", (folder: string) => ({ GITHUB_WORKSPACE: folder })],
  ["the folder with .git", () => ({ GITHUB_WORKSPACE: "" })],
])("paths start at %s, also from a folder below it and through a link", async (name, environment) => {
  const project = createProject({ "services/shop, eu/flows.json": WRONG });
  if (name !== "GITHUB_WORKSPACE") {
    mkdirSync(join(project, ".git"));
  }
  symlinkSync("services", join(project, "link"));
  for (const folder of ["services/shop, eu", "link/shop, eu"]) {
    const { stdout } = await genFlows(["check", "./flows.json", "--reporter", "github"], {
      cwd: join(project, folder),
      env: environment(project),
    });
    const files = annotations(stdout).map(({ properties }) => properties["file"]);
    expect(new Set(files)).toEqual(new Set(["services/shop, eu/flows.json"]));
  }
});

test("what lies outside of the repository has no file, and says where it is", async () => {
  const project = createProject({ "flows.json": WRONG, "repository/keep": "" });
  const settings = { cwd: join(project, "repository"), env: { GITHUB_WORKSPACE: join(project, "repository") } };
  const { stdout } = await genFlows(["../flows.json", "--reporter", "github"], settings);
  expect(annotations(stdout)[0]).toMatchObject({
    properties: { title: "GF2005" },
    text: expect.stringMatching(/^\.\.\/flows\.json:3:47: `"100%/) as string,
  });
  const piped = await genFlows(["-", "--reporter", "github"], { ...settings, input: WRONG });
  expect(annotations(piped.stdout)[0]).toMatchObject({
    properties: { title: "GF2005" },
    text: expect.stringMatching(/^<stdin>:3:47: `"100%/) as string,
  });
});

test("check annotates the files that drift, from a folder below too", async () => {
  const project = createProject({});
  writeFile(project, "shop/flows.json", '{ "specVersion": 1, "name": "shop", "version": "1.0.0", "tasks": { "pack": {} } }');
  const settings = { cwd: join(project, "shop"), env: { GITHUB_WORKSPACE: project } };
  await genFlows(["flows.json"], settings);
  rmSync(join(project, "shop/src/flows/generated/contracts.ts"));
  const { code, stdout } = await genFlows(["check", "flows.json", "--reporter", "github"], settings);
  expect(annotations(stdout).filter(({ severity }) => severity === "error")).toEqual([
    {
      severity: "error",
      properties: { title: "not what the spec says", file: "shop/src/flows/generated/contracts.ts" },
      text: "src/flows/generated/contracts.ts is missing: run `gen-flows flows.json`",
    },
  ]);
  expect(code).toBe(4);
});
