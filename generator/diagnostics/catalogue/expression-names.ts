import { defineDiagnostic } from "../diagnostic.ts";
import { didYouMean, listed } from "../wording.ts";

/** GF40xx: names, properties and calls in expressions, as TypeScript's checker finds them. */
export const expressionNameDiagnostics = {
  GF4001: defineDiagnostic({
    severity: "error",
    title: "A property does not exist",
    cause: "The schema of the value has no such property.",
    fix: "Correct the name, or add the property to the schema.",
    example: {
      in: "expression",
      before: "${ input.«custommerId» }",
      says: "`input` has no property `custommerId`",
      after: "${ input.customerId }",
    },
    message: (p: { property: string; of: string; suggestion: string | undefined; existing: readonly string[]; hint: string | undefined }) =>
      `${p.of} has no property \`${p.property}\``,
    label: (p) => didYouMean(p.suggestion),
    help: (p) =>
      p.hint ??
      (p.suggestion !== undefined
        ? undefined
        : p.existing.length === 0
          ? "its schema declares no properties"
          : `it has ${listed(p.existing)}`),
  }),
  GF4014: defineDiagnostic({
    severity: "error",
    title: "A step has no value",
    cause: "The step's task or workflow declares no `output`, it only waits, or nothing in it has a value: there is nothing to read.",
    fix: "Declare the `output`, give the group or the branch a `result`, or use `after` to wait for the step.",
    example: {
      in: "expression",
      before: "${ steps.«tidy» }",
      says: "`steps.tidy` has no value: `cleanUp` returns nothing",
      after: "${ steps.stock }",
    },
    message: (p: { step: string; reason: string; callee: string | undefined }) => `\`steps.${p.step}\` has no value: ${p.reason}`,
    help: (p) =>
      `${p.callee === undefined ? "" : `declare an \`output\` for \`${p.callee}\`; `}to wait for the step, write \`after: [${p.step}]\``,
  }),
  GF4015: defineDiagnostic({
    severity: "error",
    title: "A task or workflow takes no input",
    cause: "It declares no `input`.",
    fix: "Take the step's `input` out, or declare one for the task or workflow.",
    example: {
      in: "steps",
      before: '"late": { "task": "cleanUp", «"input"»: { "hard": true } }',
      says: "`cleanUp` takes no input",
      after: '"late": { "task": "cleanUp" }',
    },
    message: (p: { callee: string }) => `\`${p.callee}\` takes no input`,
    help: (p) => `take it out, or declare an \`input\` for \`${p.callee}\``,
  }),
  GF4016: defineDiagnostic({
    severity: "error",
    title: "An input is missing",
    cause: "The task or workflow declares an `input`, and the step gives none.",
    fix: "Give the step an `input`.",
    example: {
      in: "steps",
      before: '"undo": { "task": «"releaseStock"» }',
      says: "`releaseStock` needs an input",
      after: '"undo": { "task": "releaseStock", "input": { "reservationId": "r1" } }',
    },
    message: (p: { callee: string; properties: readonly string[] }) => `\`${p.callee}\` needs an input`,
    help: (p) => (p.properties.length === 0 ? "give an `input`" : `give an \`input\` with ${listed(p.properties)}`),
  }),
  GF4017: defineDiagnostic({
    severity: "error",
    title: "A method does not exist",
    cause: "Expressions can call the listed methods of strings, numbers and arrays only.",
    fix: "Use one of the listed methods, or compute the value in a task.",
    example: {
      in: "expression",
      before: "${ input.lines.«sort»() }",
      says: "`sort` is not available in expressions",
      after: "${ input.lines.toSorted((a, b) => a.quantity - b.quantity) }",
    },
    message: (p: { method: string; of: string; wayOut: string | undefined; suggestion: string | undefined }) =>
      p.wayOut === undefined
        ? `${p.of} has no method \`${p.method}\``
        : `\`${p.method}\` is not available in expressions`,
    label: (p) => (p.wayOut === undefined ? didYouMean(p.suggestion) : undefined),
    help: (p) => p.wayOut ?? (p.suggestion === undefined ? "compute the value in a task" : undefined),
  }),
  GF4018: defineDiagnostic({
    severity: "error",
    title: "Something is called that is no method",
    cause: "Only listed methods can be called; values of the spec are data.",
    fix: "Leave the parentheses out.",
    example: {
      in: "expression",
      before: "${ «input.country»() }",
      says: "`input.country` is data and cannot be called",
      after: "${ input.country }",
    },
    message: (p: { value: string; given: string }) => `\`${p.value}\` is data and cannot be called`,
    label: (p) => `this is \`${p.given}\``,
    help: () => "leave the parentheses out",
  }),
  GF4019: defineDiagnostic({
    severity: "error",
    title: "A call has the wrong number of arguments",
    cause: "The method takes another number of arguments.",
    fix: "Give the arguments that the method takes.",
    example: {
      in: "expression",
      before: "${ «input.country.padEnd()» }",
      says: "`padEnd` cannot take 0 arguments",
      after: "${ input.country.padEnd(3) }",
    },
    message: (p: { callee: string; signature: string; given: number }) =>
      `\`${p.callee}\` cannot take ${p.given} argument${p.given === 1 ? "" : "s"}`,
    help: (p) => `it is \`${p.signature}\``,
  }),
  GF4021: defineDiagnostic({
    severity: "error",
    title: "A name is not known",
    cause: "Expressions know their roots, the name of a `forEach` item, parameters of arrows, and a few globals.",
    fix: "Correct the name. A step is written `steps.<name>`.",
    example: {
      in: "expression",
      before: "${ «inputs».country }",
      says: "there is no `inputs` here",
      after: "${ input.country }",
    },
    message: (p: { name: string; suggestion: string | undefined; known: readonly string[] }) =>
      `there is no \`${p.name}\` here`,
    label: (p) => didYouMean(p.suggestion),
    help: (p) => (p.suggestion === undefined ? `expressions at this place know ${listed(p.known)}` : undefined),
  }),
  GF4022: defineDiagnostic({
    severity: "error",
    title: "A name means nothing at this place",
    cause: "Each root is known only where its value is there: `output` once the task has returned, `index` inside `forEach`.",
    fix: "Use the name where it is known.",
    example: {
      in: "expression",
      before: "${ «output».paymentId }",
      says: "`output` is not known here",
      after: "${ steps.charge?.paymentId ?? '' }",
    },
    message: (p: { name: string; reason: string; wayOut: string }) => `\`${p.name}\` is not known here`,
    label: (p) => p.reason,
    help: (p) => p.wayOut,
  }),
  GF4023: defineDiagnostic({
    severity: "error",
    title: "A value has no known type",
    cause: "The schema of the value allows anything, or it comes from an error that may be any: no property of it is known.",
    fix: "Give the schema a type; name the errors that a `catch` takes, and declare them with their `data` under `errors` of the task.",
    example: {
      in: "expression",
      before: "${ «input.extra».color }",
      says: "nothing is known about `input.extra`",
      after: "${ JSON.stringify(input.extra ?? null) }",
    },
    message: (p: { value: string; isOfError: boolean; errors: readonly string[] }) => `nothing is known about \`${p.value}\``,
    label: (p) => {
      if (!p.isOfError) {
        return "its schema allows anything";
      }
      return p.errors.length === 0 ? "the error may be of any task" : `no task says what ${listed(p.errors)} brings`;
    },
    help: (p) => {
      if (!p.isOfError) {
        return "give its schema a `type` and `properties`";
      }
      return p.errors.length === 0
        ? "name the error under `errors` of the `catch`, and give its `data` a schema under `errors` of the task"
        : "declare the error with its `data` under `errors` of every task that fails with it";
    },
  }),
};
