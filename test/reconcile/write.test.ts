import { mkdirSync, readdirSync, rmSync, statSync, symlinkSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { OutputFile } from "../../generator/ir/program.ts";
import { digestOf } from "../../generator/print/header.ts";
import { reconcile } from "../../generator/reconcile/reconcile.ts";
import { applyPlan } from "../../generator/reconcile/write.ts";
import { contentsOf, generated, handler, inTemporaryDirectory, put } from "./support.ts";

const file = generated("generated/tasks/work.ts", "export const x = 1;\n");

function write(files: readonly OutputFile[], root: string): ReturnType<typeof applyPlan> {
  return applyPlan(reconcile(files, join(root, "flows"), root).value, root);
}

describe("writing", () => {
  it("makes the files on disk those of the spec, and then has nothing to do", () => {
    inTemporaryDirectory((root) => {
      put(root, "flows/generated/tasks/gone.ts", generated("", "export {};\n").text);
      const files = [file, handler("work")];
      expect(write(files, root)).toEqual({
        value: ["generated/tasks/gone.ts", file.path, "tasks/work.ts"],
        diagnostics: [],
      });
      expect(contentsOf(root)).toEqual({ [`flows/${file.path}`]: file.text, "flows/tasks/work.ts": handler("work").text });
      expect(write(files, root)).toEqual({ value: [], diagnostics: [] });
    });
  });

  it("does not touch files that are equal", () => {
    inTemporaryDirectory((root) => {
      put(root, `flows/${file.path}`, file.text.replaceAll("\n", "\r\n"));
      utimesSync(join(root, "flows", file.path), 1, 1);
      write([file], root);
      expect(statSync(join(root, "flows", file.path)).mtimeMs).toBe(1000);
    });
  });

  it("keeps a copy of every edit before it is overwritten", () => {
    inTemporaryDirectory((root) => {
      const edits = [`${file.text}// first\n`, `${file.text}// second\n`];
      for (const edit of edits) {
        put(root, `flows/${file.path}`, edit);
        expect(write([file], root).value).toEqual([file.path]);
      }
      const copies = edits.map((edit) => [
        `node_modules/.cache/gen-flows/replaced/generated/tasks/work.${digestOf(edit).slice(0, 8)}.ts`,
        edit,
      ]);
      expect(contentsOf(root)).toEqual({ [`flows/${file.path}`]: file.text, ...Object.fromEntries(copies) });
    });
  });

  it("leaves no temporary files, also where it cannot write", () => {
    inTemporaryDirectory((root) => {
      const older = generated(file.path, "export const x = 0;\n");
      const other = generated("generated/a.ts", "export {};\n");
      put(root, `flows/${file.path}`, older.text);
      const { value } = reconcile([file, other], join(root, "flows"), root);
      rmSync(join(root, "flows", file.path));
      mkdirSync(join(root, "flows", file.path, "full"), { recursive: true });
      const { value: changed, diagnostics } = applyPlan(value, root);
      expect(changed).toEqual(["generated/a.ts"]);
      expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
        "GF7007 cannot write `flows/generated/tasks/work.ts`: it is a directory",
      ]);
      expect(readdirSync(join(root, "flows/generated/tasks"))).toEqual(["work.ts"]);
    });
  });

  it("says where a file stands in the place of a directory", () => {
    inTemporaryDirectory((root) => {
      const { value } = reconcile([file], join(root, "flows"), root);
      put(root, "flows/generated", "mine");
      const { diagnostics } = applyPlan(value, root);
      expect(diagnostics.map(({ code }) => code)).toEqual(["GF7007"]);
      expect(contentsOf(root)).toEqual({ "flows/generated": "mine" });
    });
  });

  it("does not follow a link that came after the plan was made", () => {
    inTemporaryDirectory((root) => {
      const { value } = reconcile([file], join(root, "flows"), root);
      mkdirSync(join(root, "elsewhere"));
      mkdirSync(join(root, "flows/generated"), { recursive: true });
      symlinkSync(join(root, "elsewhere"), join(root, "flows/generated/tasks"));
      expect(applyPlan(value, root).diagnostics.map(({ code }) => code)).toEqual(["GF7001"]);
      expect(readdirSync(join(root, "elsewhere"))).toEqual([]);
    });
  });

  it("does not overwrite a handler that came after the plan was made", () => {
    inTemporaryDirectory((root) => {
      const { value } = reconcile([handler("work")], join(root, "flows"), root);
      put(root, "flows/tasks/work.ts", "mine");
      expect(applyPlan(value, root).diagnostics.map(({ code }) => code)).toEqual(["GF7003"]);
      expect(contentsOf(root)).toEqual({ "flows/tasks/work.ts": "mine" });
    });
  });
});
