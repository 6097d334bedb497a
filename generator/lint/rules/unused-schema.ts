import { report } from "../../diagnostics/report.ts";
import { get, membersOf } from "../../lower/read.ts";
import type { SourceNode } from "../../source/node.ts";
import type { Lint } from "../lint.ts";

/** An entry of `schemas` that no task, workflow, signal or context entry leads to. Those of included files are left alone. */
export const unusedSchema: Lint = {
  name: "unused-schema",
  code: "GF9005",
  findsAbsence: true,
  run: ({ linked: { spec }, references }) => {
    const declared = membersOf(get(spec.origin, "schemas"));
    if (declared.length === 0) {
      return [];
    }
    const reached = [...references().schemas].filter(({ file }) => file === spec.origin.file);
    return declared
      .filter(({ keyRange }) => keyRange.file === spec.origin.file)
      .filter(({ value }) => !reached.some((schema) => isWithin(schema, value)))
      .map(({ key, keyRange }) => report("GF9005", keyRange, { schema: key }));
  },
};

/** A reference may lead into a schema: `#/schemas/Order/properties/id`. */
function isWithin(node: SourceNode, around: SourceNode): boolean {
  return node === around || node.pointer.startsWith(`${around.pointer}/`);
}
