import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadSource, loadStandardInput } from "../../generator/load/load.ts";
import { toPlain } from "../../generator/source/plain.ts";
import { describe as show, load, loadWell, problems } from "./loading.ts";

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "gen-flows-"));
  mkdirSync(path.join(folder, "flows.d"));
  writeFileSync(path.join(folder, "flows.json"), '\uFEFF{ "a": 1 }');
  writeFileSync(path.join(folder, "latin1.json"), Buffer.from([0x7b, 0x22, 0xe9, 0x22, 0x3a, 0x31, 0x7d]));
  writeFileSync(path.join(folder, "utf16.yaml"), Buffer.from("\uFEFFa: 1", "utf16le"));
  writeFileSync(path.join(folder, "notes.txt"), "a: 1");
});

afterAll(() => rmSync(folder, { recursive: true }));

function said(name: string): readonly string[] {
  return loadSource(name, { cwd: folder }).diagnostics.map(show);
}

test("a file is read from the disk, without its byte order mark", () => {
  const { value, diagnostics } = loadSource("flows.json", { cwd: folder });
  expect(diagnostics).toEqual([]);
  expect(value?.file).toMatchObject({
    path: "flows.json",
    absolutePath: path.join(folder, "flows.json"),
    format: "json",
    text: '{ "a": 1 }',
  });
  expect(value?.range).toMatchObject({ start: 0, end: 10 });
});

test("files that cannot be read are reported", () => {
  expect(said("none.json")).toEqual(["GF1001 there is no file `none.json`"]);
  expect(said("flows.json/more.json")).toEqual(["GF1001 there is no file `flows.json/more.json`"]);
  expect(said("flows.d")).toEqual(["GF1002 `flows.d` is a directory"]);
  expect(said("notes.txt")).toEqual(["GF1004 `.txt` files cannot be read as specs"]);
  expect(said("latin1.json")).toEqual(["GF1005 `latin1.json` is not UTF-8 text"]);
  expect(said("utf16.yaml")).toEqual(["GF1005 `utf16.yaml` is not UTF-8 text"]);
});

function refuse(code: string, message: string): () => never {
  return () => {
    throw Object.assign(new Error(message), { code });
  };
}

test("what the file system refuses is reported with its reason", () => {
  const denied = loadSource("a.json", { cwd: folder, readFile: refuse("EACCES", "EACCES: x") });
  expect(denied.diagnostics.map(show)).toEqual(["GF1003 `a.json` cannot be read: permission denied"]);
  const broken = loadSource("a.json", { cwd: folder, readFile: refuse("EIO", "EIO: i/o error") });
  expect(broken.diagnostics.map(show)).toEqual(["GF1003 `a.json` cannot be read: EIO: i/o error"]);
});

test("a file that a spec names is reported where it is named", () => {
  const from = loadWell("flows.json", '{ "include": ["./more.yaml"] }').range;
  const { diagnostics } = loadSource("more.yaml", { cwd: folder, from });
  expect(diagnostics).toMatchObject([{ code: "GF1001", at: from }]);
});

test("paths are shown relative to the working directory where that is shorter", () => {
  expect(loadSource("sub/../flows.json", { cwd: folder }).value?.file.path).toBe("flows.json");
  const deep = path.join(folder, ...Array<string>(30).fill("d"));
  expect(loadSource(path.join(folder, "flows.json"), { cwd: deep }).value?.file.path).toBe(
    path.join(folder, "flows.json"),
  );
});

test.each(["a.json", "a.jsonc", "a.yaml", "a.yml"])("%s: empty files and other values than objects", (name) => {
  for (const text of ["", " \n\t\n".replaceAll("\t", ""), "\uFEFF"]) {
    expect(problems(name, text)).toEqual([`GF1007 1:1 "" \`${name}\` is empty`]);
  }
  expect(problems(name, "[1]")).toEqual(['GF1008 1:1 "[1]" a spec is an object, and this is a list']);
  expect(problems(name, '"x"')).toEqual(['GF1008 1:1 "\\"x\\"" a spec is an object, and this is a string']);
  expect(problems(name, "null")).toEqual(['GF1008 1:1 "null" a spec is an object, and this is nothing (`null`)']);
});

test("files of comments are empty", () => {
  expect(problems("a.jsonc", "// later\n")).toEqual(['GF1007 1:1 "" `a.jsonc` is empty']);
  expect(problems("a.yaml", "# later\n---\n# still\n")).toEqual(['GF1007 1:1 "" `a.yaml` is empty']);
});

test("huge files are refused", () => {
  const text = `{ "a": "${"x".repeat(64 * 1024 * 1024)}" }`;
  expect(problems("a.json", text)).toEqual(["GF1006 `a.json` is larger than 64 MB"]);
});

test.each(["a.json", "a.yaml"])("%s: nesting has an end", (name) => {
  for (const depth of [201, 1000, 3000, 20_000]) {
    const text = `{ "a": ${"[".repeat(depth)}${"]".repeat(depth)} }`;
    const { value, diagnostics } = load(name, text);
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(["GF1009"]);
  }
  loadWell(name, `{ "a": ${"[".repeat(199)}${"]".repeat(199)} }`);
});

test("standard input is JSON where it begins like it, else YAML", () => {
  const json = loadStandardInput('// a comment\n{ "a": 1, }').value;
  const yaml = loadStandardInput("a: 1\n").value;
  expect([json?.file.format, yaml?.file.format]).toEqual(["jsonc", "yaml"]);
  expect(json?.file).toMatchObject({ path: "<stdin>", absolutePath: undefined });
  expect([json, yaml].map((root) => root && toPlain(root))).toEqual([{ a: 1 }, { a: 1 }]);
});
