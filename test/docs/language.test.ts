import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { compile } from "../../generator/pipeline.ts";

test("the spec in docs/language.md is right", () => {
  const page = readFileSync(new URL("../../docs/language.md", import.meta.url), "utf8");
  const [, spec = ""] = /^```yaml\n(.*?)^```$/ms.exec(page) ?? [];
  const { value, diagnostics } = compile({ specs: ["-"], stdin: spec, cwd: tmpdir() });
  expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
  expect(value).toHaveLength(1);
});
