import { defineDiagnostic } from "../diagnostic.ts";

/** GF41xx: `${ … }` that cannot be read. */
export const expressionSyntaxDiagnostics = {
  GF4101: defineDiagnostic({
    severity: "error",
    title: "An expression has a syntax error",
    cause: "What stands between `${` and `}` is not an expression of TypeScript.",
    fix: "Mend the expression at the place that is marked.",
    example: {
      in: "expression",
      before: "${ input.amountCents + «}»",
      says: "an expression is missing here",
      after: "${ input.amountCents + 1 }",
    },
    message: (p: { problem: string; help?: string | undefined }) => p.problem,
    help: (p) => p.help,
  }),
  GF4102: defineDiagnostic({
    severity: "error",
    title: "An expression is not closed",
    cause: "A `${` begins an expression, and its `}` is missing.",
    fix: "Close the expression with `}`, or write `$${` for the two characters `${`.",
    example: {
      in: "expression",
      before: "Order «${» input.customerId",
      says: "this `${` is never closed",
      after: "Order ${ input.customerId }",
    },
    message: () => "this `${` is never closed",
    label: () => "no `}` belongs to it",
    help: () => "close it with `}`; for the text `${` itself write `$${`",
  }),
  GF4103: defineDiagnostic({
    severity: "error",
    title: "Something inside an expression is not closed",
    cause: "A string, template or regular expression begins inside `${ … }` and does not end.",
    fix: "Close it. A quote inside a string is written with a backslash, or in the other kind of quotes.",
    example: {
      in: "expression",
      before: "${ input.country === «'de }»",
      says: "this string is never closed",
      after: "${ input.country === 'de' }",
    },
    message: ({ what }: { what: string }) => `this ${what} is never closed`,
  }),
  GF4104: defineDiagnostic({
    severity: "error",
    title: "An expression is empty",
    cause: "There is nothing between `${` and `}`.",
    fix: "Write an expression, or `$${` for the two characters `${`.",
    example: {
      in: "expression",
      before: "Order «${ }»",
      says: "there is no expression in `${ }`",
      after: "Order ${ input.customerId }",
    },
    message: () => "there is no expression in `${ }`",
    help: () => "write an expression such as `${ input.id }`; for the text `${` itself write `$${`",
  }),
  GF4105: defineDiagnostic({
    severity: "error",
    title: "An expression is too long",
    cause: "Expressions are limited in length, because code of that size belongs into a task.",
    fix: "Move the computation into a task, or split it with `value` steps.",
    example: {
      in: "expression",
      before: `«\${ input.amountCents${" + 1".repeat(1100)} }»`,
      says: "this expression has 4419 characters, and 4096 are the limit",
      after: "${ input.amountCents + 1100 }",
    },
    message: ({ length, limit }: { length: number; limit: number }) =>
      `this expression has ${length} characters, and ${limit} are the limit`,
    help: () => "move the computation into a task, or split it with `value` steps",
  }),
  GF4106: defineDiagnostic({
    severity: "error",
    title: "An expression is nested too deeply",
    cause: "Expressions are limited in depth, because code of that kind belongs into a task.",
    fix: "Move the computation into a task, or split it with `value` steps.",
    example: {
      in: "expression",
      before: `\${ ${"(".repeat(100)}«(»${")".repeat(101)} }`,
      says: "this expression is nested more than 100 levels deep",
      after: "${ input.amountCents }",
    },
    message: ({ limit }: { limit: number }) => `this expression is nested more than ${limit} levels deep`,
    help: () => "move the computation into a task, or split it with `value` steps",
  }),
};
