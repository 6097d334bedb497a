import { defineDiagnostic } from "../diagnostic.ts";
import { lines } from "../example.ts";
import { didYouMean, listed } from "../wording.ts";

type Absence = keyof typeof ABSENCES;

/** When the value of a step is missing. */
const ABSENCES = {
  skipped: "undefined when the step is skipped",
  untaken: "undefined when no branch is taken",
  timeout: "undefined when the signal does not come in time",
  caught: "undefined after an error that `catch` takes",
  empty: "undefined where there is nothing to read",
} as const;

/** GF40xx: values in expressions that are of the wrong type, or may be missing, said in the terms of the spec. */
export const expressionTypeDiagnostics = {
  GF4002: defineDiagnostic({
    severity: "error",
    title: "The value of a step may be missing",
    cause:
      "A step has no value if its `when` does not hold, if its `switch` takes no branch, after the `timeout` of a signal, and where its `catch` gives no `result`. The value is then `undefined`, and steps that name it still run.",
    fix: "Give a fallback with `?.` and `??`, or run the step only if the value is there, with `when`.",
    example: {
      in: "steps",
      before: lines(
        '"pay": { "task": "chargeCard", "when": ‹"${ input.express }"›,',
        '         "input": { "customerId": "${ input.customerId }", "amountCents": 100 } },',
        '"text": { "value": "${ «steps.pay».paymentId }" }',
      ),
      says: "`steps.pay` may be missing here",
      after: lines(
        '"pay": { "task": "chargeCard", "when": "${ input.express }",',
        '         "input": { "customerId": "${ input.customerId }", "amountCents": 100 } },',
        `"text": { "value": "\${ steps.pay?.paymentId ?? 'none' }" }`,
      ),
    },
    message: (p: { value: string; safe: string; step: string | undefined; condition: string; kinds: readonly Absence[] }) =>
      `\`${p.value}\` may be missing here`,
    label: (p) => {
      const [kind] = new Set(p.kinds);
      return kind === undefined || new Set(p.kinds).size > 1 ? "undefined in several cases" : ABSENCES[kind];
    },
    help: (p) =>
      `give a fallback with \`${p.safe} ?? …\`` +
      (p.step === undefined ? "" : `, or run \`${p.step}\` only if it is there: ${p.condition}`),
  }),
  GF4003: defineDiagnostic({
    severity: "error",
    title: "A value may be undefined",
    cause: "The property is optional in its schema, or the method gives `undefined` where it finds nothing.",
    fix: "Give a fallback with `??`, or list the property under `required` in its schema.",
    example: {
      in: "expression",
      before: "${ «input.note».length }",
      says: "`input.note` may be undefined here",
      after: "${ input.note?.length ?? 0 }",
    },
    message: (p: { value: string; safe: string; reason: string | undefined; isForgotten: boolean }) =>
      `\`${p.value}\` may be undefined here`,
    label: (p) => p.reason,
    help: (p) => [
      `give a fallback: \`${p.safe} ?? …\``,
      ...(p.isForgotten
        ? [
            "what `when` says about a property is not known inside `forEach`, `steps`, `catch` and `compensate`; what it says about a step is: " +
              "give the property to a step with `value`, and name that one",
          ]
        : []),
    ],
  }),
  GF4004: defineDiagnostic({
    severity: "error",
    title: "A value may be null",
    cause: "The schema of the value allows `null`.",
    fix: "Give a fallback with `??`, or take `null` out of the schema.",
    example: {
      in: "expression",
      before: "${ «input.coupon».length }",
      says: "`input.coupon` may be null here",
      after: "${ input.coupon?.length ?? 0 }",
    },
    message: (p: { value: string; safe: string }) => `\`${p.value}\` may be null here`,
    label: () => "its schema allows `null`",
    help: (p) => `give a fallback: \`${p.safe} ?? …\``,
  }),
  GF4005: defineDiagnostic({
    severity: "error",
    title: "A value has the wrong type",
    cause: "The schema of the place wants another type than the value has.",
    fix: "Give a value of that type, or change the schema.",
    example: {
      in: "steps",
      before: '"pay": { "task": "chargeCard", "input": { "customerId": "${ «input.amountCents» }", "amountCents": 100 } }',
      says: "`customerId` must be `string`",
      after: '"pay": { "task": "chargeCard", "input": { "customerId": "${ input.customerId }", "amountCents": 100 } }',
    },
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
    example: {
      in: "steps",
      before: '"pay": { "task": "chargeCard", «"input"»: { "amountCents": 100 } }',
      says: "the input of `chargeCard` lacks `customerId`",
      after: '"pay": { "task": "chargeCard", "input": { "amountCents": 100, "customerId": "${ input.customerId }" } }',
    },
    message: (p: { what: string; missing: readonly string[] }) => `${p.what} lacks ${listed(p.missing)}`,
    help: (p) => `add ${listed(p.missing)}`,
  }),
  GF4007: defineDiagnostic({
    severity: "error",
    title: "A property is not known",
    cause: "The schema of the place has no property of that name, so nobody would read it.",
    fix: "Correct the name, take the property out, or add it to the schema.",
    example: {
      in: "steps",
      before: '"undo": { "task": "releaseStock", "input": { "reservationId": "r1", «"reason"»: "late" } }',
      says: "the input of `releaseStock` has no property `reason`",
      after: '"undo": { "task": "releaseStock", "input": { "reservationId": "r1" } }',
    },
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
    example: {
      in: "expression",
      before: "${ «input.country === 'gb'» }",
      says: "this comparison always comes out the same: `\"de\" | \"fr\" | \"us\"` and `\"gb\"` have no value in common",
      after: "${ input.country === 'de' }",
    },
    message: (p: { left: string; right: string; suggestion: string | undefined }) =>
      `this comparison always comes out the same: \`${p.left}\` and \`${p.right}\` have no value in common`,
    label: (p) => didYouMean(p.suggestion),
    help: (p) => (p.suggestion === undefined ? "compare with a value that can occur, or leave the comparison out" : undefined),
  }),
  GF4009: defineDiagnostic({
    severity: "error",
    title: "A condition is not true or false",
    cause: "`when` decides whether a step runs, and must be a boolean.",
    fix: "Compare the value: `${ steps.charge !== undefined }`, `${ input.count > 0 }`.",
    example: {
      in: "steps",
      before: '"late": { "task": "cleanUp", "when": "${ «input.amountCents» }" }',
      says: "`when` must be true or false, and this is `number`",
      after: '"late": { "task": "cleanUp", "when": "${ input.amountCents > 0 }" }',
    },
    message: (p: { given: string; comparison: string }) => `\`when\` must be true or false, and this is \`${p.given}\``,
    help: (p) => p.comparison,
  }),
  GF4010: defineDiagnostic({
    severity: "error",
    title: "`forEach` has nothing to go through",
    cause: "`items` must be an array: the step runs once for each item.",
    fix: "Name an array. Of an object, take `Object.values(…)` or `Object.entries(…)`.",
    example: {
      in: "steps",
      before: '"each": { "task": "cleanUp", "forEach": { "items": «"${ input.amountCents }"», "as": "line" } }',
      says: "`items` must be an array, and this is `number`",
      after: '"each": { "task": "cleanUp", "forEach": { "items": "${ input.lines }", "as": "line" } }',
    },
    message: (p: { given: string }) => `\`items\` must be an array, and this is \`${p.given}\``,
    help: () => "name an array; of an object, take `Object.values(…)` or `Object.entries(…)`",
  }),
  GF4011: defineDiagnostic({
    severity: "error",
    title: "A value cannot stand in a text",
    cause: "Only strings, numbers and booleans have a text that people expect; an object would read `[object Object]`.",
    fix: "Name one of its properties, or write `JSON.stringify(…)`, `join(\", \")`.",
    example: {
      in: "expression",
      before: "Sold: ${ «input.lines» }",
      says: "`input.lines` cannot stand in a text",
      after: "Sold: ${ input.lines.map(line => line.sku).join(', ') }",
    },
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
    example: {
      in: "task",
      before: lines(
        '"output": { "type": "object", "required": ["tax"], "properties": { "tax": { "type": "object" } } },',
        '"span": { "attributes": { "shop.tax": "${ «output.tax» }" } }',
      ),
      says: "the attribute `shop.tax` must be a string, a number, a boolean, or an array of one of them",
      after: lines(
        '"output": { "type": "object", "required": ["tax"], "properties": { "tax": { "type": "object" } } },',
        '"span": { "attributes": { "shop.tax": "${ JSON.stringify(output.tax) }" } }',
      ),
    },
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
    example: {
      in: "task",
      before: lines(
        '"output": { "type": "object", "required": ["tax"], "properties": { "tax": { "type": "string" } } },',
        '"metrics": { "shop.tax": { "instrument": "counter", "value": "${ «output.tax» }" } }',
      ),
      says: "the value of `shop.tax` must be a number",
      after: lines(
        '"output": { "type": "object", "required": ["tax"], "properties": { "tax": { "type": "string" } } },',
        '"metrics": { "shop.tax": { "instrument": "counter", "value": "${ Number(output.tax) }" } }',
      ),
    },
    message: (p: { metric: string; given: string }) => `the value of \`${p.metric}\` must be a number`,
    label: (p) => `this is \`${p.given}\``,
  }),
  GF4020: defineDiagnostic({
    severity: "error",
    title: "An operator does not fit its operands",
    cause: "Arithmetic needs numbers, and comparisons of size need two numbers or two strings.",
    fix: "Convert with `Number(…)` or `String(…)`, or name another value.",
    example: {
      in: "expression",
      before: "${ «input.country * 2» }",
      says: '`*` cannot be applied to `"de" | "fr" | "us"` and `number`',
      after: "${ input.amountCents * 2 }",
    },
    message: (p: { operator: string; left: string; right: string | undefined }) =>
      p.right === undefined
        ? `\`${p.operator}\` cannot be applied to \`${p.left}\``
        : `\`${p.operator}\` cannot be applied to \`${p.left}\` and \`${p.right}\``,
    help: () => "convert with `Number(…)` or `String(…)`, or name another value",
  }),
  GF4024: defineDiagnostic({
    severity: "error",
    title: "A workflow has no result",
    cause: "The workflow declares an `output`, and nothing says what it returns.",
    fix: "Add a `result`, or take `output` out.",
    example: {
      in: "workflow",
      before: lines(
        '«"output"»: { "type": "string" },',
        '"steps": { "tidy": { "task": "cleanUp" } }',
      ),
      says: "`example` promises an output and has no `result`",
      after: lines(
        '"output": { "type": "string" },',
        '"steps": { "tidy": { "task": "cleanUp" } },',
        '"result": "tidy"',
      ),
    },
    message: (p: { workflow: string }) => `\`${p.workflow}\` promises an output and has no \`result\``,
    help: () => "add a `result`, or take `output` out",
  }),
  GF4025: defineDiagnostic({
    severity: "error",
    title: "A value is not one of those allowed",
    cause: "The schema of the place lists its values, and this is none of them.",
    fix: "Use one of the values of the schema, or add this one to it.",
    example: {
      in: "steps",
      before: '"pay": { "task": "chargeCard", "input": { "customerId": "c1", "amountCents": 100, "currency": «"euro"» } }',
      says: "`currency` cannot be `euro`",
      after: '"pay": { "task": "chargeCard", "input": { "customerId": "c1", "amountCents": 100, "currency": "eur" } }',
    },
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
    example: {
      in: "expression",
      before: "${ «input.lines === []» }",
      says: "this comparison always comes out the same: objects and arrays are equal only to themselves",
      after: "${ input.lines.length === 0 }",
    },
    message: (p: { problem: string }) => p.problem,
    help: () => "take out the part that can never be used",
  }),
  GF4027: defineDiagnostic({
    severity: "error",
    title: "A value cannot be spread",
    cause: "Into an array only arrays can be spread, into an object only objects.",
    fix: "Name an array or an object; of a value that may be missing, spread `(… ?? [])`.",
    example: {
      in: "expression",
      before: "${ [...«input.amountCents»] }",
      says: "`input.amountCents` is not an array and cannot be spread",
      after: "${ [input.amountCents] }",
    },
    message: (p: { value: string; into: "array" | "object" }) =>
      p.into === "array" ? `\`${p.value}\` is not an array and cannot be spread` : `\`${p.value}\` is not an object and cannot be spread`,
    help: (p) => (p.into === "array" ? "if it may be missing, spread `(… ?? [])`" : undefined),
  }),
  GF4028: defineDiagnostic({
    severity: "error",
    title: "`workflow` is no value by itself",
    cause: "Of the run that is under way expressions know the id and the time of its start.",
    fix: "Write `workflow.id` or `workflow.startedAt`.",
    example: {
      in: "expression",
      before: "${ «workflow» }",
      says: "`workflow` is no value by itself",
      after: "${ workflow.id }",
    },
    message: () => "`workflow` is no value by itself",
    help: () => "write `workflow.id` or `workflow.startedAt`",
  }),
  GF4099: defineDiagnostic({
    severity: "error",
    title: "An expression does not fit its types",
    cause: "TypeScript's checker refuses the code that the expression becomes.",
    fix: "Change the expression so that it fits the types of the schemas.",
    example: {
      in: "expression",
      before: "${ { a: 1, «a: 2» } }",
      says: "an object literal cannot have multiple properties with the same name",
      after: "${ { a: 1, b: 2 } }",
    },
    message: (p: { problem: string }) => p.problem,
  }),
};
