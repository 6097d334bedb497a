import type { Reference } from "../ir/step.ts";
import type { Template } from "../ir/template.ts";
import type { ScalarNode } from "../source/node.ts";
import type { Expression } from "../ir/expression.ts";
import { childrenOf } from "./children.ts";
import { ALLOWED_GLOBALS } from "./globals.ts";
import { rangeWithin } from "./place.ts";

/** A name and where it stands in the decoded string of its expression. */
export interface NamePosition {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** What an expression needs from outside. */
export interface ExpressionReferences {
  /** `charge` of every `steps.charge`, in the order of the text. */
  readonly steps: readonly NamePosition[];
  /** Roots, `forEach` names and unknown names; not parameters of its own arrows, not the globals of the allow-list. */
  readonly names: readonly NamePosition[];
}

/** The steps and free names that an expression uses. */
export function referencesOf(expression: Expression): ExpressionReferences {
  const steps: NamePosition[] = [];
  const names: NamePosition[] = [];
  const visit = (node: Expression, parameters: readonly string[]): void => {
    if (node.kind === "step") {
      steps.push({ name: node.step, start: node.nameStart, end: node.nameStart + node.step.length });
    } else if (node.kind === "name" && !parameters.includes(node.name) && !ALLOWED_GLOBALS.includes(node.name)) {
      names.push({ name: node.name, start: node.start, end: node.end });
    }
    const inner = node.kind === "arrow" ? [...parameters, ...node.parameters.map(({ name }) => name)] : parameters;
    for (const child of childrenOf(node)) {
      visit(child, inner);
    }
  };
  visit(expression, []);
  return { steps, names };
}

/** The steps and free names that a template uses, with their places in the file. */
export function templateReferences(template: Template | undefined): {
  readonly steps: readonly Reference[];
  readonly names: readonly Reference[];
} {
  const steps: Reference[] = [];
  const names: Reference[] = [];
  for (const { expression, origin } of expressionsOf(template)) {
    const found = referencesOf(expression);
    const place = ({ name, start, end }: NamePosition): Reference => ({ name, range: rangeWithin(origin, start, end) });
    steps.push(...found.steps.map(place));
    names.push(...found.names.map(place));
  }
  return { steps, names };
}

/** An expression and the string of the spec in which it stands. */
export interface PlacedExpression {
  readonly expression: Expression;
  readonly origin: ScalarNode;
}

/** Every expression of a template, in the order of the spec. */
export function expressionsOf(template: Template | undefined): readonly PlacedExpression[] {
  switch (template?.kind) {
    case undefined:
    case "literal":
      return [];
    case "expression":
      return [{ expression: template.expression, origin: template.origin }];
    case "text":
      return template.expressions.map((expression) => ({ expression, origin: template.origin }));
    case "array":
      return template.items.flatMap(expressionsOf);
    case "object":
      return template.members.flatMap(({ value }) => expressionsOf(value));
  }
}
