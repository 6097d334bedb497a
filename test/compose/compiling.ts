import type { Diagnostic } from "../../generator/diagnostics/diagnostic.ts";
import { arrange } from "../../generator/diagnostics/order.ts";
import { compile } from "../../generator/pipeline.ts";
import type { GeneratedProject, GenerateOptions } from "../../generator/pipeline.ts";
import { createProject } from "../cli/project.ts";
import { describe } from "../source/loading.ts";

/** What the files of a folder become, and what is said about them. */
export interface Compiled {
  readonly projects: readonly GeneratedProject[];
  /** In the order in which they are shown. */
  readonly diagnostics: readonly Diagnostic[];
  /** `shared.yaml GF2103 2:3 "text" message`. */
  readonly problems: readonly string[];
  /** The text of a generated file of the first project. */
  readonly file: (path: string) => string;
}

/** Writes files into a folder and compiles one of them, or those that `options` name. */
export function compileFiles(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: Partial<GenerateOptions> = {},
): Compiled {
  const cwd = createProject(files);
  const compiled = compile({ specs: ["flows.yaml"], cwd, ...options });
  const diagnostics = arrange(compiled.diagnostics);
  return {
    projects: compiled.value,
    diagnostics,
    problems: diagnostics.map((diagnostic) => [diagnostic.at?.file.path, describe(diagnostic)].filter(Boolean).join(" ")),
    file: (path) => {
      const text = compiled.value[0]?.files.find((file) => file.path === path)?.text;
      if (text === undefined) {
        throw new Error(`${path} was not generated: ${diagnostics.map(describe).join("\n")}`);
      }
      return text;
    },
  };
}

/** Where a diagnostic points to beside its own place: `flows.yaml:4:10 declared here first`. */
export function relatedPlaces({ related }: Diagnostic): readonly string[] {
  return related.map(({ at, text }) => {
    const before = at.file.text.slice(0, at.start).split("\n");
    return `${at.file.path}:${before.length}:${(before.at(-1)?.length ?? 0) + 1} ${text}`;
  });
}
