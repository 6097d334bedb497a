import { defineDiagnostic } from "../diagnostic.ts";
import { lines } from "../example.ts";

/** GF43xx: sensitive values where no rule makes them fit to be seen. */
export const sensitiveDiagnostics = {
  GF4301: defineDiagnostic({
    severity: "error",
    title: "A metric of a sensitive value",
    cause: "A schema marks the value, or something that it is made of, with `x-sensitive`. Metrics are added up, and kept for long: a sum gives values away, a masked attribute tells nothing apart, and a hashed one makes a series of its own for each value.",
    fix: "Measure something that is not sensitive: a count, or a value without the part that is.",
    example: {
      in: "spec",
      before: lines(
        '"tasks": { "pay": {',
        '  "input": { "type": "object", "required": ["salary"], "properties": { "salary": { "type": "number", ‹"x-sensitive": "mask"› } } },',
        '  "metrics": { "payroll.paid": { "instrument": "counter", "value": "${ «input.salary» }" } }',
        '} },',
        '"workflows": { "payroll": {',
        '  "input": { "type": "object", "required": ["salary"], "properties": { "salary": { "type": "number", "x-sensitive": "mask" } } },',
        '  "steps": { "pay": { "task": "pay", "input": { "salary": "${ input.salary }" } } }',
        '} }',
      ),
      says: "the metric `payroll.paid` would give `pay.input.salary` away, which is sensitive",
      after: lines(
        '"tasks": { "pay": {',
        '  "input": { "type": "object", "required": ["salary"], "properties": { "salary": { "type": "number", "x-sensitive": "mask" } } },',
        '  "metrics": { "payroll.payments": { "instrument": "counter", "value": 1 } }',
        '} },',
        '"workflows": { "payroll": {',
        '  "input": { "type": "object", "required": ["salary"], "properties": { "salary": { "type": "number", "x-sensitive": "mask" } } },',
        '  "steps": { "pay": { "task": "pay", "input": { "salary": "${ input.salary }" } } }',
        '} }',
      ),
    },
    message: (p: { metric: string; attribute: string | undefined; what: string }) =>
      p.attribute === undefined
        ? `the metric \`${p.metric}\` would give \`${p.what}\` away, which is sensitive`
        : `\`${p.attribute}\` of the metric \`${p.metric}\` would give \`${p.what}\` away, which is sensitive`,
    label: () => "sensitive",
    help: () => "no rule makes a sensitive value fit for a metric: measure something else, or give it to a span",
  }),
  GF4302: defineDiagnostic({
    severity: "error",
    title: "Sensitive baggage",
    cause: "Baggage is sent, as it is, to every service that tasks call, those of others included. A value that a schema marks with `x-sensitive` does not belong there.",
    fix: "Take `propagate` out: the value still travels to all tasks of the run. Or propagate something that is not sensitive, such as an id.",
    example: {
      in: "spec",
      before: lines(
        '"context": { "email": { "schema": { "type": "string", ‹"x-sensitive": "mask"› }, "propagate": «"baggage"», "log": true } },',
        '"tasks": { "ship": {} },',
        '"workflows": { "delivery": { "steps": { "first": { "task": "ship" } } } }',
      ),
      says: "`email` of the context is sensitive, and baggage sends it to every service that tasks call",
      after: lines(
        '"context": { "email": { "schema": { "type": "string", "x-sensitive": "mask" }, "log": true } },',
        '"tasks": { "ship": {} },',
        '"workflows": { "delivery": { "steps": { "first": { "task": "ship" } } } }',
      ),
    },
    message: (p: { name: string }) => `\`${p.name}\` of the context is sensitive, and baggage sends it to every service that tasks call`,
    label: () => "leaves the process as it is",
    help: () => "take `propagate` out: tasks have the value all the same",
  }),
};
