import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { moduleStyle } from "../../generator/project/module-style.ts";
import { inTemporaryDirectory, put } from "./support.ts";

interface Answer {
  readonly extension: ".js" | ".ts";
  readonly isCommonJs: boolean;
  readonly files: readonly string[];
  readonly diagnostics: readonly string[];
}

/** The answer for `project` in a directory of these files. Files above it are of no interest. */
function answerFor(files: Readonly<Record<string, string>>, project = "."): Answer {
  return inTemporaryDirectory((root) => {
    for (const [path, text] of Object.entries(files)) {
      put(root, path, text);
    }
    const { value, diagnostics } = moduleStyle(join(root, project), root);
    return {
      extension: value.importExtension,
      isCommonJs: value.isCommonJs,
      files: value.files.filter((path) => path.startsWith(root)).map((path) => path.slice(root.length + 1)),
      diagnostics: diagnostics.map(({ code, message }) => `${code} ${message}`),
    };
  });
}

const ALLOWING = '{ "compilerOptions": { "allowImportingTsExtensions": true } }';

describe("how relative imports end", () => {
  it("is .js where nothing is said", () => {
    expect(answerFor({ "tsconfig.json": "{}" })).toEqual({ extension: ".js", isCommonJs: false, files: ["tsconfig.json"], diagnostics: [] });
  });

  it.each(["allowImportingTsExtensions", "rewriteRelativeImportExtensions"])("is .ts with %s", (option) => {
    const text = `{\n  // comments\n  "compilerOptions": { "${option}": true, }, /* and trailing commas */\n}`;
    expect(answerFor({ "tsconfig.json": text }).extension).toBe(".ts");
  });

  it("is decided by the nearest file above, also for a directory that is not there yet", () => {
    const files = { "tsconfig.json": ALLOWING, "packages/a/tsconfig.json": "{}" };
    expect(answerFor(files, "packages/a/src/flows").extension).toBe(".js");
    expect(answerFor(files, "packages/b/src/flows").extension).toBe(".ts");
  });

  it("is inherited, and overridden by the file that extends", () => {
    const inherited = answerFor({ "tsconfig.json": '{ "extends": "./base" }', "base.json": ALLOWING });
    expect(inherited).toEqual({ extension: ".ts", isCommonJs: false, files: ["tsconfig.json", "base.json"], diagnostics: [] });
    const overridden = '{ "extends": "./base.json", "compilerOptions": { "allowImportingTsExtensions": false } }';
    expect(answerFor({ "tsconfig.json": overridden, "base.json": ALLOWING }).extension).toBe(".js");
  });

  it("is that of the last of several bases", () => {
    const files = {
      "a.json": ALLOWING,
      "b.json": '{ "compilerOptions": { "allowImportingTsExtensions": false } }',
    };
    expect(answerFor({ ...files, "tsconfig.json": '{ "extends": ["./a.json", "./b.json"] }' }).extension).toBe(".js");
    expect(answerFor({ ...files, "tsconfig.json": '{ "extends": ["./b.json", "./a.json"] }' }).extension).toBe(".ts");
  });

  it.each(["@org/tsconfig", "@org/tsconfig/strict.json", "@org/tsconfig/strict"])("comes from the package %s", (base) => {
    const answer = answerFor({
      "tsconfig.json": `{ "extends": "${base}" }`,
      "node_modules/@org/tsconfig/package.json": '{ "name": "@org/tsconfig" }',
      "node_modules/@org/tsconfig/tsconfig.json": ALLOWING,
      "node_modules/@org/tsconfig/strict.json": ALLOWING,
    });
    expect(answer.extension).toBe(".ts");
    expect(answer.diagnostics).toEqual([]);
  });

  it("is .js with a warning where a file is broken, missing, or extends itself", () => {
    expect(answerFor({ "tsconfig.json": "{ broken" })).toMatchObject({
      extension: ".js",
      diagnostics: ["GF7009 cannot use `tsconfig.json`: `broken` is not JSON"],
    });
    expect(answerFor({ "tsconfig.json": '{ "extends": "./gone.json" }' }).diagnostics).toEqual([
      "GF7009 cannot use `tsconfig.json`: it extends `./gone.json`, which is not there",
    ]);
    expect(answerFor({ "tsconfig.json": '{ "extends": "./tsconfig.json" }' }).diagnostics).toEqual([
      "GF7009 cannot use `tsconfig.json`: it extends itself through `./tsconfig.json`",
    ]);
  });

  it("tells where a file would have changed the answer", () => {
    inTemporaryDirectory((root) => {
      put(root, "tsconfig.json", "{}");
      expect(moduleStyle(join(root, "src/flows"), root).value.absent).toEqual([
        join(root, "src/flows/tsconfig.json"),
        join(root, "src/tsconfig.json"),
      ]);
    });
  });
});

function withModule(module: string): Readonly<Record<string, string>> {
  return { "tsconfig.json": `{ "compilerOptions": { "module": "${module}" } }` };
}

function isCommonJs(files: Readonly<Record<string, string>>): boolean {
  return answerFor(files, "src/flows").isCommonJs;
}

describe("CommonJS", () => {
  it("is what the compiler is told to make", () => {
    expect(isCommonJs(withModule("CommonJS"))).toBe(true);
    expect(isCommonJs({ ...withModule("preserve"), "package.json": "{}" })).toBe(false);
    expect(isCommonJs({ ...withModule("esnext"), "package.json": "{}" })).toBe(false);
    expect(isCommonJs({ "package.json": "{}" })).toBe(false);
  });

  it.each(["NodeNext", "node16", "node20"])("is decided by the nearest package.json with %s", (module) => {
    expect(isCommonJs({ ...withModule(module), "package.json": "{}" })).toBe(true);
    expect(isCommonJs({ ...withModule(module), "package.json": "{ broken" })).toBe(true);
    expect(isCommonJs({ ...withModule(module), "package.json": '{ "type": "module" }' })).toBe(false);
    expect(isCommonJs({ ...withModule(module), "package.json": "{}", "src/package.json": '{ "type": "module" }' })).toBe(false);
  });
});
