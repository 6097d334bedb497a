import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { compile } from "../../generator/pipeline.ts";
import * as names from "../../runtime/src/task/names.ts";

const PAGE = readFileSync(new URL("../../docs/traces.md", import.meta.url), "utf8");

test("the spec in docs/traces.md is right", () => {
  const [, spec = ""] = /^```yaml\n(.*?)^```$/ms.exec(PAGE) ?? [];
  const { value, diagnostics } = compile({ specs: ["-"], stdin: spec, cwd: tmpdir() });
  expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
  expect(value).toHaveLength(1);
});

test("the names in docs/traces.md are those that the runtime writes", () => {
  const known = new Set<string>(Object.values(names));
  const written = [...PAGE.matchAll(/`(gen_flows\.[a-z_.]+)/g)].map(([, name]) => name ?? "");
  expect(written.length).toBeGreaterThan(15);
  expect(written.filter((name) => !known.has(name))).toEqual([]);
});
