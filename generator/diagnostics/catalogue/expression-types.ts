import { defineDiagnostic } from "../diagnostic.ts";

const didYouMean = (suggestion: string | undefined): string | undefined =>
  suggestion === undefined ? undefined : `did you mean \`${suggestion}\`?`;

const listed = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");

/** GF40xx: what TypeScript's checker finds in expressions, said in the terms of the spec. */
export const expressionTypeDiagnostics = {
  GF4001: defineDiagnostic({
    severity: "error",
    title: "A property does not exist",
    cause: "The schema of the value has no such property.",
    fix: "Correct the name, or add the property to the schema.",
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
  GF4002: defineDiagnostic({
    severity: "error",
    title: "The value of a step may be missing",
    cause: "A step with `when` is skipped if its condition does not hold. Its value is then `undefined`, and steps that name it still run.",
    fix: "Give a fallback with `?.` and `??`, or run the step only if the value is there, with `when`.",
    message: (p: { value: string; safe: string; step: string | undefined; condition: string }) =>
      `\`${p.value}\` may be missing here`,
    label: () => "undefined when the step is skipped",
    help: (p) =>
      `give a fallback with \`${p.safe} ?? …\`` +
      (p.step === undefined ? "" : `, or run \`${p.step}\` only if it is there: ${p.condition}`),
  }),
  GF4003: defineDiagnostic({
    severity: "error",
    title: "A value may be undefined",
    cause: "The property is optional in its schema, or the method gives `undefined` where it finds nothing.",
    fix: "Give a fallback with `??`, or list the property under `required` in its schema.",
    message: (p: { value: string; safe: string; reason: string | undefined; isForgotten: boolean }) =>
      `\`${p.value}\` may be undefined here`,
    label: (p) => p.reason,
    help: (p) => [
      `give a fallback: \`${p.safe} ?? …\``,
      ...(p.isForgotten ? ["what `when` says about a property is not known inside `forEach` and `compensate`"] : []),
    ],
  }),
  GF4004: defineDiagnostic({
    severity: "error",
    title: "A value may be null",
    cause: "The schema of the value allows `null`.",
    fix: "Give a fallback with `??`, or take `null` out of the schema.",
    message: (p: { value: string; safe: string }) => `\`${p.value}\` may be null here`,
    label: () => "its schema allows `null`",
    help: (p) => `give a fallback: \`${p.safe} ?? …\``,
  }),
  GF4005: defineDiagnostic({
    severity: "error",
    title: "A value has the wrong type",
    cause: "The schema of the place wants another type than the value has.",
    fix: "Give a value of that type, or change the schema.",
    message: (p: { what: string; wanted: string; given: string; conversion: string | undefined; detail: string | undefined }) =>
      `${p.what} must be \`${p.wanted}\``,
    label: (p) => `this is \`${p.given}\``,
    help: (p) => [p.detail, p.conversion].filter((line) => line !== undefined),
  }),
  GF4006: defineDiagnostic({
    severity: "error",
    title: "A property is missing",
    cause: "The schema requires properties that the value does not have.",
    fix: "Add them, or take them out of `required` in the schema.",
    message: (p: { what: string; missing: readonly string[] }) => `${p.what} lacks ${listed(p.missing)}`,
    help: (p) => `add ${listed(p.missing)}`,
  }),
  GF4007: defineDiagnostic({
    severity: "error",
    title: "A property is not known",
    cause: "The schema of the place has no property of that name, so nobody would read it.",
    fix: "Correct the name, take the property out, or add it to the schema.",
    message: (p: { property: string; what: string; suggestion: string | undefined; existing: readonly string[] }) =>
      `${p.what} has no property \`${p.property}\``,
    label: (p) => didYouMean(p.suggestion),
    help: (p) =>
      p.suggestion !== undefined ? undefined : p.existing.length === 0 ? "take it out" : `it has ${listed(p.existing)}`,
  }),
  GF4008: defineDiagnostic({
    severity: "error",
    title: "A comparison can never hold",
    cause: "The types of the two sides have no value in common.",
    fix: "Compare with a value that can occur.",
    message: (p: { left: string; right: string; suggestion: string | undefined }) =>
      `this comparison always comes out the same: \`${p.left}\` and \`${p.right}\` have no value in common`,
    help: (p) => didYouMean(p.suggestion),
  }),
  GF4009: defineDiagnostic({
    severity: "error",
    title: "A condition is not true or false",
    cause: "`when` decides whether a step runs, and must be a boolean.",
    fix: "Compare the value: `${ steps.charge !== undefined }`, `${ input.count > 0 }`.",
    message: (p: { given: string; comparison: string }) => `\`when\` must be true or false, and this is \`${p.given}\``,
    help: (p) => p.comparison,
  }),
  GF4010: defineDiagnostic({
    severity: "error",
    title: "`forEach` has nothing to go through",
    cause: "`items` must be an array: the step runs once for each item.",
    fix: "Name an array. Of an object, take `Object.values(…)` or `Object.entries(…)`.",
    message: (p: { given: string }) => `\`items\` must be an array, and this is \`${p.given}\``,
    help: () => "name an array; of an object, take `Object.values(…)` or `Object.entries(…)`",
  }),
  GF4011: defineDiagnostic({
    severity: "error",
    title: "A value cannot stand in a text",
    cause: "Only strings, numbers and booleans have a text that people expect; an object would read `[object Object]`.",
    fix: "Name one of its properties, or write `JSON.stringify(…)`, `join(\", \")`.",
    message: (p: { value: string; given: string; isArray: boolean }) => `\`${p.value}\` cannot stand in a text`,
    label: (p) => `this is \`${p.given}\``,
    help: (p) =>
      p.isArray ? "join the items: `.join(\", \")`" : "name one of its properties, or write it as JSON: `JSON.stringify(…)`",
  }),
  GF4012: defineDiagnostic({
    severity: "error",
    title: "A value cannot be an attribute",
    cause: "OpenTelemetry has attributes of strings, numbers, booleans, and arrays of one of them.",
    fix: "Name a property of one of these types, or write `JSON.stringify(…)`.",
    message: (p: { attribute: string; given: string }) =>
      `the attribute \`${p.attribute}\` must be a string, a number, a boolean, or an array of one of them`,
    label: (p) => `this is \`${p.given}\``,
    help: () => "name a property of one of these types, or write it as JSON: `JSON.stringify(…)`",
  }),
  GF4013: defineDiagnostic({
    severity: "error",
    title: "The value of a metric is not a number",
    cause: "Instruments record numbers, and every measurement needs one.",
    fix: "Name a number, or give a fallback with `?? 0`.",
    message: (p: { metric: string; given: string }) => `the value of \`${p.metric}\` must be a number`,
    label: (p) => `this is \`${p.given}\``,
  }),
  GF4014: defineDiagnostic({
    severity: "error",
    title: "A step has no value",
    cause: "The step's task declares no `output`, so there is nothing to read.",
    fix: "Declare the task's `output`, or use `after` to wait for the step.",
    message: (p: { step: string; task: string }) => `\`steps.${p.step}\` has no value: \`${p.task}\` returns nothing`,
    help: (p) => `declare an \`output\` for \`${p.task}\`; to wait for the step, write \`after: [${p.step}]\``,
  }),
  GF4015: defineDiagnostic({
    severity: "error",
    title: "A task takes no input",
    cause: "The task declares no `input`.",
    fix: "Take the step's `input` out, or declare one for the task.",
    message: (p: { task: string }) => `\`${p.task}\` takes no input`,
    help: (p) => `take it out, or declare an \`input\` for \`${p.task}\``,
  }),
  GF4016: defineDiagnostic({
    severity: "error",
    title: "An input is missing",
    cause: "The task declares an `input`, and the step gives none.",
    fix: "Give the step an `input`.",
    message: (p: { task: string; properties: readonly string[] }) => `\`${p.task}\` needs an input`,
    help: (p) => (p.properties.length === 0 ? "give an `input`" : `give an \`input\` with ${listed(p.properties)}`),
  }),
  GF4017: defineDiagnostic({
    severity: "error",
    title: "A method does not exist",
    cause: "Expressions can call the listed methods of strings, numbers and arrays only.",
    fix: "Use one of the listed methods, or compute the value in a task.",
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
    message: (p: { value: string; given: string }) => `\`${p.value}\` is data and cannot be called`,
    label: (p) => `this is \`${p.given}\``,
    help: () => "leave the parentheses out",
  }),
  GF4019: defineDiagnostic({
    severity: "error",
    title: "A call has the wrong number of arguments",
    cause: "The method takes another number of arguments.",
    fix: "Give the arguments that the method takes.",
    message: (p: { callee: string; signature: string; given: number }) =>
      `\`${p.callee}\` cannot take ${p.given} argument${p.given === 1 ? "" : "s"}`,
    help: (p) => `it is \`${p.signature}\``,
  }),
  GF4020: defineDiagnostic({
    severity: "error",
    title: "An operator does not fit its operands",
    cause: "Arithmetic needs numbers, and comparisons of size need two numbers or two strings.",
    fix: "Convert with `Number(…)` or `String(…)`, or name another value.",
    message: (p: { operator: string; left: string; right: string | undefined }) =>
      p.right === undefined
        ? `\`${p.operator}\` cannot be applied to \`${p.left}\``
        : `\`${p.operator}\` cannot be applied to \`${p.left}\` and \`${p.right}\``,
    help: () => "convert with `Number(…)` or `String(…)`, or name another value",
  }),
  GF4021: defineDiagnostic({
    severity: "error",
    title: "A name is not known",
    cause: "Expressions know their roots, the name of a `forEach` item, parameters of arrows, and a few globals.",
    fix: "Correct the name. A step is written `steps.<name>`.",
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
    message: (p: { name: string; reason: string }) => `\`${p.name}\` is not known here`,
    label: (p) => p.reason,
  }),
  GF4023: defineDiagnostic({
    severity: "error",
    title: "A value has no known type",
    cause: "The schema of the value allows anything, so no property of it is known.",
    fix: "Give the schema a type.",
    message: (p: { value: string }) => `nothing is known about \`${p.value}\``,
    label: () => "its schema allows anything",
    help: () => "give its schema a `type` and `properties`",
  }),
  GF4024: defineDiagnostic({
    severity: "error",
    title: "A workflow has no result",
    cause: "The workflow declares an `output`, and nothing says what it returns.",
    fix: "Add a `result`, or take `output` out.",
    message: (p: { workflow: string }) => `\`${p.workflow}\` promises an output and has no \`result\``,
    help: () => "add a `result`, or take `output` out",
  }),
  GF4025: defineDiagnostic({
    severity: "error",
    title: "A value is not one of those allowed",
    cause: "The schema of the place lists its values, and this is none of them.",
    fix: "Use one of the values of the schema, or add this one to it.",
    message: (p: { what: string; given: string; allowed: readonly string[]; suggestion: string | undefined }) =>
      `${p.what} cannot be \`${p.given}\``,
    label: (p) => didYouMean(p.suggestion),
    help: (p) => `it must be one of ${listed(p.allowed)}`,
  }),
  GF4026: defineDiagnostic({
    severity: "error",
    title: "A part of an expression has no effect",
    cause: "The value beside `??`, or a condition, can only come out one way.",
    fix: "Take out the part that can never be used.",
    message: (p: { problem: string }) => p.problem,
    help: () => "take out the part that can never be used",
  }),
  GF4027: defineDiagnostic({
    severity: "error",
    title: "A value cannot be spread",
    cause: "Into an array only arrays can be spread, into an object only objects.",
    fix: "Name an array or an object; of a value that may be missing, spread `(… ?? [])`.",
    message: (p: { value: string; into: "array" | "object" }) =>
      p.into === "array" ? `\`${p.value}\` is not an array and cannot be spread` : `\`${p.value}\` is not an object and cannot be spread`,
    help: (p) => (p.into === "array" ? "if it may be missing, spread `(… ?? [])`" : undefined),
  }),
  GF4099: defineDiagnostic({
    severity: "error",
    title: "An expression does not fit its types",
    cause: "TypeScript's checker refuses the code that the expression becomes.",
    fix: "Change the expression so that it fits the types of the schemas.",
    message: (p: { problem: string }) => p.problem,
  }),
};
