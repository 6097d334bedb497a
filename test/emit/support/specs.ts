import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { OutputFile } from "../../../generator/ir/program.ts";
import { compile } from "../../../generator/pipeline.ts";

const SPECS = fileURLToPath(new URL("../specs/", import.meta.url));

const FILES = { checkout: "checkout.json", engines: "engines.yaml", features: "features.json", language: "language.yaml", sensitive: "sensitive.yaml", threads: "threads.yaml" };

export type SpecName = keyof typeof FILES;

export const SPEC_NAMES = Object.keys(FILES) as readonly SpecName[];

/** The files of a spec of this folder, as the command line generates them for a project without a tsconfig.json. */
export function filesOfSpec(name: SpecName): ReadonlyMap<string, OutputFile> {
  const { value, diagnostics } = compile({ specs: [FILES[name]], cwd: SPECS, out: join(tmpdir(), "gen-flows-emit") });
  const [project] = value;
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (project === undefined || errors.length > 0) {
    throw new Error(errors.map(({ code, message }) => `${code} ${message}`).join("\n"));
  }
  return new Map(project.files.map((file) => [file.path, file]));
}
