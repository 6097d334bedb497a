import type { Expression } from "../ir/expression.ts";
import type { ArrayNode, ObjectNode, ScalarNode } from "../source/node.ts";
import type { SourceRange } from "../source/source-file.ts";

/** A value without an expression in it; of a string, `$${` is already `${`. */
export interface LiteralTemplate {
  readonly kind: "literal";
  readonly origin: ScalarNode;
  readonly value: string | number | boolean | null;
}

/** A string that is one `${ … }` from end to end: its value keeps the expression's type. */
export interface ExpressionTemplate {
  readonly kind: "expression";
  readonly origin: ScalarNode;
  readonly expression: Expression;
}

/** A string with text around its `${ … }`. */
export interface TextTemplate {
  readonly kind: "text";
  readonly origin: ScalarNode;
  /** One more than `expressions`. */
  readonly texts: readonly string[];
  readonly expressions: readonly Expression[];
}

export interface ArrayTemplate {
  readonly kind: "array";
  readonly origin: ArrayNode;
  readonly items: readonly Template[];
}

export interface ObjectTemplate {
  readonly kind: "object";
  readonly origin: ObjectNode;
  readonly members: readonly TemplateMember[];
}

export interface TemplateMember {
  readonly key: string;
  readonly keyRange: SourceRange;
  readonly value: Template;
}

/** A value of the spec that may hold expressions: a step's `input`, a `value`, a workflow's `result`. */
export type Template = LiteralTemplate | ExpressionTemplate | TextTemplate | ArrayTemplate | ObjectTemplate;

/** A template that is one string: `when`, `items`, an attribute. */
export type ScalarTemplate = LiteralTemplate | ExpressionTemplate | TextTemplate;
