import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import type { Spec } from "../ir/spec.ts";
import type { SourceRange } from "../source/source-file.ts";
import { kebabCase } from "../ir/kebab-case.ts";

interface Declared {
  readonly name: string;
  readonly nameRange: SourceRange;
}

/** Names of tasks and workflows that cannot stand beside each other. */
export function findCollisions(spec: Spec): readonly Diagnostic[] {
  const tasks = [...spec.tasks.values()];
  const workflows = [...spec.workflows.values()];
  return [...sharedFiles(tasks), ...sharedFiles(workflows), ...sharedNames(spec)];
}

function sharedFiles(declared: readonly Declared[]): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const byFile = new Map<string, Declared>();
  for (const one of declared) {
    const file = `${kebabCase(one.name)}.ts`;
    const other = byFile.get(file);
    if (other === undefined) {
      byFile.set(file, one);
    } else {
      diagnostics.push(
        report("GF3004", one.nameRange, { name: one.name, other: other.name, file }, [
          { at: other.nameRange, text: "this one has it already" },
        ]),
      );
    }
  }
  return diagnostics;
}

function sharedNames(spec: Spec): readonly Diagnostic[] {
  return [...spec.workflows.values()].flatMap((workflow) => {
    const task = spec.tasks.get(workflow.name);
    return task === undefined
      ? []
      : [
          report("GF3003", workflow.nameRange, { name: workflow.name }, [
            { at: task.nameRange, text: "the task of this name" },
          ]),
        ];
  });
}
