import type { Expression } from "../ir/expression.ts";
import type { LinkedStep, LinkedWorkflow } from "../ir/linked.ts";
import type { SourceNode } from "../source/node.ts";
import type { SourceRange } from "../source/source-file.ts";
import type { References } from "../types/references.ts";
import { keyword, schemaMapIn } from "../types/schema.ts";

/** What an expression sees. */
export interface Scope {
  readonly workflow: LinkedWorkflow;
  /** Of its own block and of those around. */
  readonly steps: readonly LinkedStep[];
}

/** The schema of what an expression names: `input`, a step, or a property of them. Undefined for anything computed. */
export function schemaOf(expression: Expression, scope: Scope, references: References): SourceNode | undefined {
  switch (expression.kind) {
    case "name":
      return expression.name === "input" ? scope.workflow.workflow.input?.schema : undefined;
    case "step":
      return schemaOfStep(scope.steps.find(({ step }) => step.name === expression.step));
    case "parenthesized":
      return schemaOf(expression.inner, scope, references);
    case "member": {
      const object = schemaOf(expression.object, scope, references);
      return object === undefined
        ? undefined
        : sameInstance(object, references)
            .flatMap((schema) => schemaMapIn(schema, "properties"))
            .find(({ key }) => key === expression.property)?.value;
    }
    case "binary":
      // `input.lines ?? []`
      return expression.operator === "??" ? schemaOf(expression.left, scope, references) : undefined;
    default:
      return undefined;
  }
}

/** A count that a schema, or one that it refers to, says of an instance. */
export function countOf(
  schema: SourceNode,
  name: "minItems" | "maxItems",
  references: References,
): { readonly count: number; readonly at: SourceRange } | undefined {
  const [first] = sameInstance(schema, references).flatMap((part) => keyword(part, name) ?? []);
  return first?.kind === "scalar" ? { count: Number(first.value), at: first.range } : undefined;
}

/** A `forEach` gives a list of what the task returns, and a `catch` something else where it is taken. */
function schemaOfStep(linked: LinkedStep | undefined): SourceNode | undefined {
  return linked === undefined || linked.step.forEach !== undefined || linked.catches.length > 0
    ? undefined
    : (linked.task?.output ?? linked.child?.output ?? linked.signal?.payload)?.schema;
}

/** A schema and all others that describe the same instance for certain: by `$ref` and `allOf`. */
function sameInstance(schema: SourceNode, references: References): readonly SourceNode[] {
  const found = new Set<SourceNode>();
  const visit = (part: SourceNode): void => {
    if (!found.has(part)) {
      found.add(part);
      for (const { schema: other, applicator } of references.constituentsOf(part)) {
        if (applicator.of === "instance" && applicator.always) {
          visit(other);
        }
      }
    }
  };
  visit(schema);
  return [...found];
}
