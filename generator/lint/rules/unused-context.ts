import { report } from "../../diagnostics/report.ts";
import { childrenOf } from "../../expressions/children.ts";
import { expressionsOf } from "../../expressions/references.ts";
import type { Expression } from "../../ir/expression.ts";
import type { LinkedSpec } from "../../ir/linked.ts";
import type { Template } from "../../ir/template.ts";
import { attributesOf } from "../../ir/attributes.ts";
import type { Lint } from "../lint.ts";
import { hasHandWrittenBody, templatesOf } from "../walk.ts";

/**
 * A context entry that reaches nobody: no expression, attribute, log record or service. Handlers read entries in
 * TypeScript, so a spec with a task or a body written by hand is not looked at.
 */
export const unusedContext: Lint = {
  name: "unused-context",
  code: "GF9008",
  findsAbsence: true,
  run: ({ linked }) => {
    if (linked.spec.tasks.size > 0 || hasHandWrittenBody(linked)) {
      return [];
    }
    const read = entriesRead(linked);
    return linked.spec.context
      .filter(({ attribute, log, propagate }) => attribute === undefined && !log && propagate === "none")
      .filter(({ name, origin }) => !read.has(name) && origin.file === linked.spec.origin.file)
      .map(({ name, nameRange }) => report("GF9008", nameRange, { entry: name }));
  },
};

function entriesRead({ spec, workflows }: LinkedSpec): ReadonlySet<string> {
  const templates: readonly Template[] = [
    ...workflows.flatMap(({ workflow }) => workflow.block ?? []).flatMap((block) => templatesOf(block).map(({ template }) => template)),
    ...attributesOf(spec).flatMap((attribute) => (attribute.kind === "computed" ? [attribute.value] : [])),
  ];
  const names = new Set<string>();
  const visit = (expression: Expression): void => {
    if (expression.kind === "member" && isContext(expression.object)) {
      names.add(expression.property);
    } else if (isContext(expression)) {
      // The context as a whole: every entry of it.
      for (const { name } of spec.context) {
        names.add(name);
      }
    } else {
      childrenOf(expression).forEach(visit);
    }
  };
  for (const { expression } of templates.flatMap(expressionsOf)) {
    visit(expression);
  }
  return names;
}

function isContext(expression: Expression): boolean {
  return expression.kind === "name" && expression.name === "context";
}
