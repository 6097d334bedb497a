import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { OutputFile } from "../../../generator/ir/program.ts";
import { compile } from "../../../generator/pipeline.ts";

const SPECS = fileURLToPath(new URL("../specs/", import.meta.url));

export type SpecName = "checkout" | "features";

/** The files of a spec of this folder, as the command line generates them for a project without a tsconfig.json. */
export function filesOfSpec(name: SpecName): ReadonlyMap<string, OutputFile> {
  const { value, diagnostics } = compile({ specs: [`${name}.json`], cwd: SPECS, out: join(tmpdir(), "gen-flows-emit") });
  const [project] = value;
  if (project === undefined || diagnostics.length > 0) {
    throw new Error(diagnostics.map(({ code, message }) => `${code} ${message}`).join("\n"));
  }
  return new Map(project.files.map((file) => [file.path, file]));
}
