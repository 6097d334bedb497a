import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import type { Spec } from "../ir/spec.ts";
import { get } from "../lower/read.ts";
import type { SourceRange } from "../source/source-file.ts";

/** A name, and where it is given. */
interface Named {
  readonly name: string;
  readonly nameRange: SourceRange;
}

/**
 * Names that several specs have: their own, and those of tasks, workflows and task queues. What both specs include from
 * one file is one declaration.
 */
export function checkAcrossSpecs(specs: readonly Spec[]): readonly Diagnostic[] {
  return [
    ...findShared(specs.map(specName), (name, other) => report("GF2104", name.nameRange, shown(name, other), at(other))),
    ...(["task", "workflow"] as const).flatMap((kind) =>
      findShared(
        specs.map((spec) => [...spec[`${kind}s`].values()]),
        (name, other) => report("GF2105", name.nameRange, { kind, ...shown(name, other) }, at(other)),
      ),
    ),
    ...findShared(specs.map(taskQueue), (name, other) => report("GF2106", name.nameRange, shown(name, other), at(other))),
  ];
}

function shown({ name }: Named, { nameRange }: Named): { readonly name: string; readonly other: string } {
  return { name, other: nameRange.file.path };
}

function at({ nameRange }: Named): readonly [{ readonly at: SourceRange; readonly text: string }] {
  return [{ at: nameRange, text: "the other one" }];
}

function specName({ name, origin }: Spec): readonly Named[] {
  const nameRange = get(origin, "name")?.range;
  return nameRange === undefined ? [] : [{ name, nameRange }];
}

function taskQueue({ engines: { temporal } }: Spec): readonly Named[] {
  return temporal === undefined ? [] : [{ name: temporal.taskQueue, nameRange: temporal.taskQueueRange }];
}

/** Reports every declaration of a name that is not the first one. */
function findShared(
  declarations: readonly (readonly Named[])[],
  explain: (name: Named, first: Named) => Diagnostic,
): readonly Diagnostic[] {
  const first = new Map<string, Named>();
  const diagnostics: Diagnostic[] = [];
  for (const named of declarations.flat()) {
    const other = first.get(named.name);
    if (other === undefined) {
      first.set(named.name, named);
    } else if (!isSamePlace(named.nameRange, other.nameRange)) {
      diagnostics.push(explain(named, other));
    }
  }
  return diagnostics;
}

/** Each spec has read the file for itself. */
function isSamePlace(one: SourceRange, other: SourceRange): boolean {
  return one.file.absolutePath === other.file.absolutePath && one.start === other.start;
}
