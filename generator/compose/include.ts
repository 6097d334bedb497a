import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { asArray, asStringNode, get } from "../lower/read.ts";
import type { LoadFile, SourceNode } from "../source/node.ts";
import { pathFrom } from "../source/path-from.ts";
import type { StageResult } from "../stage.ts";
import { validate } from "../validate/validate.ts";

/**
 * Reads the files that a spec includes, and those that they include: each once, in the order in which they are named,
 * so that files may include each other.
 *
 * @param spec Validated.
 * @returns Their validated trees; undefined if one could not be read.
 */
export function readIncluded(spec: SourceNode, load: LoadFile): StageResult<readonly SourceNode[] | undefined> {
  const diagnostics: Diagnostic[] = [];
  const files: SourceNode[] = [];
  const seen = new Set([spec.file.absolutePath]);
  let isComplete = true;

  const readNamedIn = (file: SourceNode): void => {
    for (const entry of asArray(get(file, "include"))?.items ?? []) {
      const name = asStringNode(entry);
      const root = name && load(pathFrom(file.file, name.value), name.range);
      isComplete &&= name === undefined || root !== undefined;
      if (root !== undefined && !seen.has(root.file.absolutePath)) {
        seen.add(root.file.absolutePath);
        const validated = validate(root, "included");
        diagnostics.push(...validated.diagnostics);
        files.push(validated.value);
        readNamedIn(validated.value);
      }
    }
  };

  readNamedIn(spec);
  return { value: isComplete ? files : undefined, diagnostics };
}
