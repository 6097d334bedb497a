import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { version } from "../../generator/cli/version.ts";
import { genFlows } from "./command.ts";
import { createProject } from "./project.ts";

const SPEC = readFileSync(new URL("fixtures/flows.json", import.meta.url), "utf8");
const MAIN = fileURLToPath(new URL("../../generator/cli/main.ts", import.meta.url));

test.each(["--version", "-V"])("%s prints the version alone", async (flag) => {
  expect(await genFlows([flag])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
});

test.each([["--help"], ["check", "--help"], ["deps", "--help"], ["run", "-h"]])("%s %s prints help", async (...words) => {
  const { code, stdout, stderr } = await genFlows(words.filter((word) => word !== undefined));
  expect(stdout).toMatch(/^Usage: gen-flows /);
  expect(stderr).toBe("");
  expect(code).toBe(0);
});

test("help lists the commands", async () => {
  const { stdout } = await genFlows(["--help"]);
  for (const command of ["check <spec...>", "deps <spec>", "run <spec> <workflow>"]) {
    expect(stdout).toContain(`  ${command} `);
  }
});

describe("mistakes on the command line exit with 2 and one message", () => {
  test.each([
    [[], "missing argument `<spec>`", "`gen-flows --help` shows what there is"],
    [["check"], "missing argument `<spec>`", "`gen-flows check --help` shows what there is"],
    [["run", "flows.json"], "missing argument `<workflow>`", "`gen-flows run --help` shows what there is"],
    [["deps", "a.json", "b.json"], "too many arguments: expected 1 argument but got 2", undefined],
    [["flows.json", "--dryrun"], "unknown option `--dryrun`", "did you mean `--dry-run`?"],
    [["check", "flows.json", "--reportr", "json"], "unknown option `--reportr`", "did you mean `--reporter`?"],
    [
      ["flows.json", "--reporter", "xml"],
      "option `--reporter <name>` argument `xml` is invalid",
      "it can be `pretty` or `json` or `github`",
    ],
    [["flows.json", "--out"], "option `--out <directory>` argument missing", undefined],
    [["chekc", "flows.json"], "`chekc` is neither a command nor a file", "did you mean `check`?"],
    [["flows.json", "check"], "the command `check` has to come first", "write `gen-flows check …`"],
    [["flows.json", "--stdout", "--json"], "files and diagnostics cannot both go to standard output", undefined],
    [["run", "-", "checkout", "--input", "-"], "only one of the spec, the input, the context and the signals can be standard input", undefined],
  ])("%j", async (words, message, help) => {
    const { code, stdout, stderr } = await genFlows(words, { cwd: createProject({ "flows.json": SPEC }) });
    expect(stderr.split("\n")[0]).toBe(`error: ${message}`);
    if (help !== undefined) {
      expect(stderr.split("\n")[1]).toBe(`  = help: ${help}`);
    }
    expect(stderr).not.toMatch(/^ +at /m);
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });
});

test("a spec that does not exist is a diagnostic", async () => {
  const { code, stderr } = await genFlows(["nowhere.json"], { cwd: createProject({}) });
  expect(stderr).toContain("error[GF1001]: there is no file `nowhere.json`");
  expect(code).toBe(2);
});

test("colours are for terminals, and for whoever insists", async () => {
  const settings = { cwd: createProject({ "flows.json": "{" }) };
  expect((await genFlows(["flows.json"], settings)).stderr).not.toContain("\u001B[");
  const coloured = await genFlows(["flows.json"], { ...settings, env: { FORCE_COLOR: "1" } });
  expect(coloured.stderr).toContain("\u001B[");
});

test("a reader that stops early is no failure", async () => {
  const child = spawn(process.execPath, [MAIN, "flows.json", "--stdout"], {
    cwd: createProject({ "flows.json": SPEC }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.destroy();
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const [code] = (await once(child, "close")) as [number | null];
  expect(stderr).toBe("");
  expect(code).toBe(0);
});
