import { defineDiagnostic } from "../diagnostic.ts";

const REPLAY = "An engine that resumes a workflow computes its expressions again, and they must give the same values.";
const PURE = "Expressions only compute values: they change nothing and wait for nothing.";

/** GF42xx: TypeScript that expressions leave out, each with its reason and a way out. */
export const expressionRefusalDiagnostics = {
  GF4201: defineDiagnostic({
    severity: "error",
    title: "An expression reads a clock",
    cause: REPLAY,
    fix: "Use `workflow.startedAt`, pass the time in the workflow's input, or let a task return it.",
    message: ({ name }: { name: string }) => `\`${name}\` reads a clock, which gives another value at every replay`,
    help: () => "use `workflow.startedAt`, pass the time in the workflow's input, or let a task return it",
  }),
  GF4202: defineDiagnostic({
    severity: "error",
    title: "An expression is random",
    cause: REPLAY,
    fix: "Use `workflow.id` where something unique is needed, or let a task return the random value.",
    message: ({ name }: { name: string }) => `\`${name}\` is random and gives another value at every replay`,
    help: () => "use `workflow.id` where something unique is needed, or let a task return the random value",
  }),
  GF4203: defineDiagnostic({
    severity: "error",
    title: "An expression holds a regular expression",
    cause: "A regular expression can take unbounded time, and a workflow must not block its engine.",
    fix: "Use `includes`, `startsWith`, `endsWith` or `split`, or match in a task.",
    message: () => "regular expressions have no place in a spec: one can block the engine without bound",
    help: () => "use `includes`, `startsWith`, `endsWith` or `split`, or match in a task",
  }),
  GF4204: defineDiagnostic({
    severity: "error",
    title: "An expression waits",
    cause: PURE,
    fix: "Make a step of what has to be waited for, and name the step: its value is there when the expression runs.",
    message: ({ keyword }: { keyword: string }) => `expressions wait for nothing, so there is no \`${keyword}\``,
    help: () => "make a step of it and name the step: its value is there when the expression runs",
  }),
  GF4205: defineDiagnostic({
    severity: "error",
    title: "An expression makes an instance of a class",
    cause: "Values of a workflow are JSON, so that they can cross processes.",
    fix: "Write an object or array literal, or make the instance in a task.",
    message: () => "`new` is not possible: values of a workflow are plain data",
    help: () => "write an object or array literal, or make the instance in a task",
  }),
  GF4206: defineDiagnostic({
    severity: "error",
    title: "An expression asserts a type",
    cause: "Types come from the schemas. An assertion would only hide a disagreement with them.",
    fix: "Leave it out, and give the schema the type that is meant.",
    message: ({ syntax }: { syntax: string }) => `\`${syntax}\` would only silence the check, which goes by the schemas`,
    help: () => "leave it out; if the type is wrong, mend the schema",
  }),
  GF4207: defineDiagnostic({
    severity: "error",
    title: "An expression asserts that a value is there",
    cause: "`!` is not checked when the workflow runs, so a value that is missing would go on as `undefined`.",
    fix: "Give a fallback with `??`, or run the step only if the value is there, with `when`.",
    message: () => "`!` claims that a value is there, and nothing checks the claim",
    help: () => "give a fallback with `?? …`, or run the step only if the value is there, with `when`",
  }),
  GF4208: defineDiagnostic({
    severity: "error",
    title: "An expression compares loosely",
    cause: "`==` and `!=` convert what they compare: `0 == \"\"` holds.",
    fix: "Write `===` or `!==`.",
    message: ({ operator }: { operator: string }) => `\`${operator}\` converts what it compares`,
    help: ({ operator }) => `write \`${operator}=\``,
  }),
  GF4209: defineDiagnostic({
    severity: "error",
    title: "An expression assigns",
    cause: PURE,
    fix: "Compute a new value, in a `value` step if several places need it. To compare, write `===`.",
    message: ({ operator }: { operator: string }) => `expressions change nothing, so there is no \`${operator}\``,
    help: ({ operator }) =>
      operator === "=" ? "to compare, write `===`" : "compute a new value, in a `value` step if several places need it",
  }),
  GF4210: defineDiagnostic({
    severity: "error",
    title: "An expression works on bits",
    cause: "`&` and `|` are nearly always slips for `&&` and `||`; work on bits belongs into a task.",
    fix: "Write `&&`, `||` or `!`, or compute it in a task.",
    message: ({ operator }: { operator: string }) => `\`${operator}\` works on single bits`,
    help: ({ operator }) =>
      operator === "&" || operator === "|"
        ? `for conditions write \`${operator}${operator}\`; work on bits belongs into a task`
        : "work on bits belongs into a task",
  }),
  GF4211: defineDiagnostic({
    severity: "error",
    title: "An expression has a comma operator",
    cause: "A comma outside a list computes a value and drops it.",
    fix: "Keep the one value that is needed, or write an array.",
    message: () => "a comma outside a list drops the value before it",
    help: () => "keep the one value that is needed; a list is written `[a, b]`",
  }),
  GF4212: defineDiagnostic({
    severity: "error",
    title: "An operator is left out of expressions",
    cause: "`delete`, `void`, `in` and `instanceof` serve code that changes objects or knows classes.",
    fix: "Compare with `undefined` to see whether a property is there.",
    message: ({ operator }: { operator: string }) => `\`${operator}\` is not an operator of expressions`,
    help: ({ operator }) =>
      operator === "in" || operator === "instanceof"
        ? "to see whether a property is there, compare it: `input.note !== undefined`"
        : "write `undefined` for a value that is not there",
  }),
  GF4213: defineDiagnostic({
    severity: "error",
    title: "An expression has a tagged template",
    cause: "A tag is a function call in disguise, and only listed methods can be called.",
    fix: "Leave the tag out.",
    message: () => "a template cannot have a tag",
    help: () => "leave the tag out",
  }),
  GF4214: defineDiagnostic({
    severity: "error",
    title: "An expression reaches for the prototype",
    cause: "`constructor`, `prototype` and `__proto__` lead from any value to the means to run arbitrary code.",
    fix: "Name a property of the data. If the data really has such a key, read it in a task.",
    message: ({ name }: { name: string }) => `\`${name}\` leads from data to code, and expressions know only data`,
    help: () => "if the data really has such a key, read it in a task",
  }),
  GF4215: defineDiagnostic({
    severity: "error",
    title: "A key or index is computed",
    cause: "The type of a property is known only if its name is written out.",
    fix: "Write the key or index out, or look it up with `find`, `at` or `Object.entries`.",
    message: ({ what }: { what: "key" | "index" }) => `this ${what} is computed, so nobody can know what is there`,
    help: ({ what }) =>
      what === "key"
        ? "write the key out"
        : "write the index out, or look the value up with `at`, `find` or `Object.entries`",
  }),
  GF4216: defineDiagnostic({
    severity: "error",
    title: "An expression holds statements or a class",
    cause: "Expressions are single expressions; code with statements belongs into a task, where it can be tested.",
    fix: "Write `item => value`, or move the code into a task.",
    message: ({ what }: { what: string }) => `${what} has no place in an expression`,
    help: () => "write an arrow with a single expression, `item => item.id`, or move the code into a task",
  }),
  GF4217: defineDiagnostic({
    severity: "error",
    title: "An arrow function stands alone",
    cause: "Functions are not data: they can only be handed to a method such as `map`.",
    fix: "Hand the function to a method, or write the value that it would compute.",
    message: () => "an arrow function can only be the argument of a method, as in `items.map(item => item.id)`",
  }),
  GF4218: defineDiagnostic({
    severity: "error",
    title: "A parameter is more than a name",
    cause: "Parameters of arrows are plain names; their types are known from the method.",
    fix: "Write a plain name, and read its properties: `line => line.quantity`.",
    message: ({ what }: { what: string }) => `${what} is not possible for the parameter of an arrow`,
    help: () => "write a plain name and read its properties: `line => line.quantity`",
  }),
  GF4219: defineDiagnostic({
    severity: "error",
    title: "A parameter hides another name",
    cause: "A parameter called like a root or a global changes what that name means in the rest of the expression.",
    fix: "Rename the parameter.",
    message: ({ name }: { name: string }) => `the parameter \`${name}\` hides what \`${name}\` means elsewhere`,
    help: () => "rename the parameter, for example to `item`",
  }),
  GF4220: defineDiagnostic({
    severity: "error",
    title: "An expression names its surroundings",
    cause: "`this`, `super` and `import` mean something only inside modules and classes.",
    fix: "Name an input, a step, or another root.",
    message: ({ keyword }: { keyword: string }) => `\`${keyword}\` means nothing in an expression`,
    help: () => "expressions know `input`, `steps`, `workflow`, and what the step declares",
  }),
  GF4221: defineDiagnostic({
    severity: "error",
    title: "An expression names a global that does not exist here",
    cause: "Expressions run inside workflows, which must work in any sandbox: no process, no network, no modules.",
    fix: "Do it in a task, or pass the value in the workflow's input.",
    message: ({ name }: { name: string }) => `\`${name}\` does not exist in expressions`,
    help: ({ name }) =>
      name === "NaN" || name === "Infinity"
        ? "values of a workflow are JSON, which has no such number"
        : "do it in a task, or pass the value in the workflow's input",
  }),
  GF4222: defineDiagnostic({
    severity: "error",
    title: "An argument is spread",
    cause: "How many arguments a call has must be known to check it.",
    fix: "Write the arguments out, or use `reduce` or `concat`.",
    message: () => "arguments of a call cannot be spread",
    help: () => "write the arguments out, or use `reduce` or `concat`",
  }),
  GF4223: defineDiagnostic({
    severity: "error",
    title: "`steps` stands without a step",
    cause: "`steps` is not a value: it only leads to the values of steps, so that their order can be inferred.",
    fix: "Name the step: `steps.charge`.",
    message: () => "`steps` needs the name of a step right behind it",
    help: () => "name the step: `steps.charge`",
  }),
  GF4224: defineDiagnostic({
    severity: "error",
    title: "A number does not fit",
    cause: "Values of a workflow are JSON: finite numbers, and no `bigint`.",
    fix: "Write a smaller number, or a string.",
    message: ({ text }: { text: string }) => `\`${text}\` cannot be a number of JSON`,
    help: () => "write a smaller number, or a string",
  }),
  GF4225: defineDiagnostic({
    severity: "error",
    title: "An array has a hole",
    cause: "Nothing stands between two commas of an array, and JSON has no such arrays.",
    fix: "Write the item, or `null`.",
    message: () => "an item is missing between these commas",
    help: () => "write the item, or `null`",
  }),
  GF4226: defineDiagnostic({
    severity: "error",
    title: "Syntax that expressions leave out",
    cause: "Expressions are a subset of TypeScript without anything that waits, changes or hides.",
    fix: "Use property access, operators, literals, and listed methods, or do it in a task.",
    message: ({ text }: { text: string }) => `\`${text}\` is not part of expressions`,
    help: () => "use property access, operators, literals and listed methods, or do it in a task",
  }),
};
