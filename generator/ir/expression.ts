/**
 * The expressions of a spec: a side-effect-free subset of TypeScript, as our own frozen data, so that only the
 * parser and the checker know the compiler. `start` and `end` are offsets into the decoded string of the spec
 * in which the expression stands.
 */
interface Located {
  readonly start: number;
  readonly end: number;
}

export interface LiteralExpression extends Located {
  readonly kind: "literal";
  readonly value: string | number | boolean | null | undefined;
}

/** A name: a root (`input`, `steps`, `output` …), a `forEach` or arrow parameter, or a global of the allow-list. */
export interface NameExpression extends Located {
  readonly kind: "name";
  readonly name: string;
}

/** `steps.<step>`. The parser recognises it, because it becomes a name of its own in generated code. */
export interface StepExpression extends Located {
  readonly kind: "step";
  readonly step: string;
  /** Where the step's name stands. */
  readonly nameStart: number;
}

export interface MemberExpression extends Located {
  readonly kind: "member";
  readonly object: Expression;
  readonly optional: boolean;
  readonly property: string;
  readonly propertyStart: number;
}

/** `items[0]`, `fields["total amount"]`: the index is a literal. */
export interface IndexExpression extends Located {
  readonly kind: "index";
  readonly object: Expression;
  readonly optional: boolean;
  readonly index: string | number;
}

/** A call of a listed method or function. */
export interface CallExpression extends Located {
  readonly kind: "call";
  readonly callee: Expression;
  readonly optional: boolean;
  readonly arguments: readonly Expression[];
}

export interface ArrowExpression extends Located {
  readonly kind: "arrow";
  readonly parameters: readonly { readonly name: string; readonly start: number; readonly end: number }[];
  readonly body: Expression;
}

export interface TemplateExpression extends Located {
  readonly kind: "template";
  /** One more than `holes`. */
  readonly texts: readonly string[];
  readonly holes: readonly Expression[];
}

export interface UnaryExpression extends Located {
  readonly kind: "unary";
  readonly operator: "!" | "-" | "+" | "typeof";
  readonly operand: Expression;
}

export type BinaryOperator =
  | "+" | "-" | "*" | "/" | "%" | "**"
  | "<" | "<=" | ">" | ">=" | "===" | "!=="
  | "&&" | "||" | "??";

export interface BinaryExpression extends Located {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export interface ConditionalExpression extends Located {
  readonly kind: "conditional";
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
}

export interface ArrayExpression extends Located {
  readonly kind: "array";
  readonly items: readonly (Expression | SpreadElement)[];
}

export interface ObjectExpression extends Located {
  readonly kind: "object";
  readonly members: readonly (ObjectMember | SpreadElement)[];
}

export interface ObjectMember extends Located {
  readonly kind: "property";
  readonly key: string;
  readonly value: Expression;
}

export interface SpreadElement extends Located {
  readonly kind: "spread";
  readonly value: Expression;
}

export interface ParenthesizedExpression extends Located {
  readonly kind: "parenthesized";
  readonly inner: Expression;
}

/** What the parser refused and reported. Later stages say nothing about it; it may be of any type. */
export interface InvalidExpression extends Located {
  readonly kind: "invalid";
}

export type Expression =
  | LiteralExpression
  | NameExpression
  | StepExpression
  | MemberExpression
  | IndexExpression
  | CallExpression
  | ArrowExpression
  | TemplateExpression
  | UnaryExpression
  | BinaryExpression
  | ConditionalExpression
  | ArrayExpression
  | ObjectExpression
  | ParenthesizedExpression
  | InvalidExpression;
