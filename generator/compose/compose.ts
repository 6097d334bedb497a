import { arrange } from "../diagnostics/order.ts";
import type { LoadFile, SourceNode } from "../source/node.ts";
import type { StageResult } from "../stage.ts";
import { validate } from "../validate/validate.ts";
import { readIncluded } from "./include.ts";
import { layOver } from "./lay-over.ts";
import { mergeFiles } from "./merge-files.ts";

/** A spec that may be made of several files. */
export interface ComposedSpec {
  /** The spec with all that it includes. */
  readonly document: SourceNode;
  /** The files as they stand for themselves: `#/…` in one of them leads into that one. */
  readonly files: readonly SourceNode[];
}

/**
 * Checks the shape of a spec, with overlays laid over it, and adds what it includes.
 *
 * @param overlays In the order in which they are laid over the spec: the last one wins.
 * @returns Undefined if an included file could not be read: names that it declares would all look unknown.
 */
export function compose(
  root: SourceNode,
  overlays: readonly SourceNode[],
  load: LoadFile,
): StageResult<ComposedSpec | undefined> {
  const checked = overlays.map((overlay) => validate(overlay, "overlay"));
  const laidOver = checked.reduce((spec, { value }) => layOver(spec, value), root);
  const validated = validate(laidOver);
  const included = readIncluded(validated.value, load);
  // What is wrong with an overlay is wrong with the spec below it too.
  const diagnostics = arrange([...[...checked, validated].flatMap((stage) => stage.diagnostics), ...included.diagnostics]);
  if (included.value === undefined) {
    return { value: undefined, diagnostics };
  }
  const merged = mergeFiles(validated.value, included.value);
  return {
    value: { document: merged.value, files: [validated.value, ...included.value] },
    diagnostics: [...diagnostics, ...merged.diagnostics],
  };
}
