import { defineDiagnostic } from "../diagnostic.ts";
import { lines } from "../example.ts";

/** GF2xxx: the shape of a spec: unknown keys, wrong kinds of values. */
export const schemaDiagnostics = {
  GF2001: defineDiagnostic({
    severity: "error",
    title: "A key is unknown",
    cause: "The object does not have this key. It may be mistyped, or it may be the word of another tool.",
    fix: "Use the key that the diagnostic names, or remove it.",
    example: {
      in: "steps",
      before: '"late": { "task": "cleanUp", «"needs"»: ["charge"] }',
      says: "unknown key `needs`",
      after: '"late": { "task": "cleanUp", "after": ["charge"] }',
    },
    message: (p: { key: string; suggestion?: string | undefined; known: readonly string[]; help: readonly string[] }) =>
      `unknown key \`${p.key}\``,
    label: (p) => (p.suggestion === undefined ? "not known here" : `did you mean \`${p.suggestion}\`?`),
    help: (p) => {
      const known = p.known.length === 0 ? "no keys are known here" : `known here: ${p.known.join(", ")}`;
      return p.help.length === 0 && p.suggestion === undefined ? known : p.help;
    },
  }),
  GF2002: defineDiagnostic({
    severity: "error",
    title: "A key is missing",
    cause: "The object needs this key.",
    fix: "Add the key.",
    example: {
      in: "steps",
      before: '"each": { "task": "cleanUp", «"forEach"»: { "items": "${ input.lines }" } }',
      says: "`as` is missing",
      after: '"each": { "task": "cleanUp", "forEach": { "items": "${ input.lines }", "as": "line" } }',
    },
    message: (p: { key: string; example: string | undefined; description: string | undefined }) =>
      `\`${p.key}\` is missing`,
    label: (p) => `needs \`${p.key}\``,
    help: (p) => [
      ...(p.description === undefined ? [] : [p.description]),
      ...(p.example === undefined ? [] : [`for example: ${p.example}`]),
    ],
  }),
  GF2003: defineDiagnostic({
    severity: "error",
    title: "A value is of the wrong kind",
    cause: "The key takes another kind of value: a number instead of a string, a list instead of an object, and so on.",
    fix: "Write the kind of value that the diagnostic names.",
    example: {
      in: "task",
      before: '"retry": { "maximumAttempts": «"3"» }',
      says: "`maximumAttempts` must be a whole number, not a string",
      after: '"retry": { "maximumAttempts": 3 }',
    },
    message: (p: { subject: string; wanted: string; given: string; help?: string | undefined }) =>
      `${p.subject} must be ${p.wanted}, not ${p.given}`,
    label: (p) => `expected ${p.wanted}`,
    help: (p) => p.help,
  }),
  GF2004: defineDiagnostic({
    severity: "error",
    title: "A value is none of those that are allowed",
    cause: "The key takes one of a few values.",
    fix: "Choose one of the values that the diagnostic lists.",
    example: {
      in: "telemetry",
      before: '"provider": «"own"»',
      says: '`provider` cannot be `"own"`',
      after: '"provider": "owned"',
    },
    message: (p: {
      subject: string;
      given: string;
      allowed: readonly string[];
      suggestion?: string | undefined;
      way?: string | undefined;
    }) => `${p.subject} cannot be ${p.given}`,
    label: (p) => (p.suggestion === undefined ? "not allowed" : `did you mean ${p.suggestion}?`),
    help: (p) => p.way ?? (p.allowed.length === 1 ? `only ${p.allowed[0]} is allowed` : `allowed: ${p.allowed.join(", ")}`),
  }),
  GF2005: defineDiagnostic({
    severity: "error",
    title: "A duration is not written as one",
    cause: "Durations are strings of whole numbers with units, from large to small: d, h, m, s, ms.",
    fix: "Write `500ms`, `30s`, `5m`, `1h30m` or `3d`.",
    example: {
      in: "task",
      before: '"startToCloseTimeout": «"30 seconds"»',
      says: '`"30 seconds"` is not a duration',
      after: '"startToCloseTimeout": "30s"',
    },
    message: (p: { given: string; suggestion?: string | undefined; isComputed: boolean }) => `${p.given} is not a duration`,
    label: (p) => (p.suggestion === undefined ? "expected a duration" : `did you mean ${p.suggestion}?`),
    help: (p) =>
      p.isComputed
        ? "durations stand in the spec, no expression computes them: `500ms`, `30s`, `5m`, `1h30m`, `3d`"
        : "durations are written `500ms`, `30s`, `5m`, `1h30m`, `3d`",
  }),
  GF2006: defineDiagnostic({
    severity: "error",
    title: "A name cannot be used",
    cause: "The name becomes part of generated code or of telemetry, where not every character is allowed.",
    fix: "Use the characters that the diagnostic names.",
    example: {
      in: "steps",
      before: '«"clean-up"»: { "task": "cleanUp" }',
      says: "`clean-up` is not a name",
      after: '"clean_up": { "task": "cleanUp" }',
    },
    message: (p: { name: string; rule: string; suggestions: readonly string[] }) => `\`${p.name}\` is not a name`,
    label: (p) =>
      p.suggestions.length === 0 ? "expected a name" : `did you mean ${p.suggestions.map((name) => `\`${name}\``).join(" or ")}?`,
    help: (p) => p.rule,
  }),
  GF2007: defineDiagnostic({
    severity: "error",
    title: "A name is refused",
    cause: "`__proto__`, `constructor` and `prototype` mean something to every JavaScript object.",
    fix: "Choose another name.",
    example: {
      in: "steps",
      before: '«"constructor"»: { "task": "cleanUp" }',
      says: "`constructor` means something to every JavaScript object and cannot be a name",
      after: '"construct": { "task": "cleanUp" }',
    },
    message: (p: { name: string }) => `\`${p.name}\` means something to every JavaScript object and cannot be a name`,
    label: () => "choose another name",
  }),
  GF2008: defineDiagnostic({
    severity: "error",
    title: "A number is out of bounds",
    cause: "The number is smaller or larger than makes sense for the key.",
    fix: "Write a number within the bounds that the diagnostic names.",
    example: {
      in: "task",
      before: '"retry": { "maximumAttempts": «0» }',
      says: "`maximumAttempts` must be at least 1, not 0",
      after: '"retry": { "maximumAttempts": 1 }',
    },
    message: (p: { subject: string; bound: string; given: number; help?: string | undefined }) =>
      `${p.subject} must be ${p.bound}, not ${p.given}`,
    label: (p) => `expected ${p.bound}`,
    help: (p) => p.help,
  }),
  GF2009: defineDiagnostic({
    severity: "error",
    title: "A step does not say what it does",
    cause: "A step has one of `task`, `workflow`, `value`, `switch`, `steps`, `sleep` and `waitForSignal`; this one has none.",
    fix: "Add the one that is meant.",
    example: {
      in: "steps",
      before: '«"late"»: { "after": ["charge"] }',
      says: "step `late` does nothing",
      after: '"late": { "task": "cleanUp", "after": ["charge"] }',
    },
    message: (p: { step: string | undefined }) =>
      p.step === undefined ? "this step does nothing" : `step \`${p.step}\` does nothing`,
    label: () => "needs something to do",
    help: () => "add one of `task`, `workflow`, `value`, `switch`, `steps`, `sleep`, `waitForSignal`",
  }),
  GF2010: defineDiagnostic({
    severity: "error",
    title: "A step does several things",
    cause: "A step has exactly one of `task`, `workflow`, `value`, `switch`, `steps`, `sleep` and `waitForSignal`.",
    fix: "Make it several steps, or remove what is not meant.",
    example: {
      in: "steps",
      before: '"late": { ‹"task"›: "cleanUp", «"value"»: "${ input.note }" }',
      says: "a step does one thing, and this one has `task` and `value`",
      after: lines(
        '"late": { "task": "cleanUp" },',
        '"note": { "value": "${ input.note }" }',
      ),
    },
    message: (p: { first: string; others: readonly string[] }) =>
      `a step does one thing, and this one has ${[p.first, ...p.others].map((key) => `\`${key}\``).join(" and ")}`,
    label: () => "one too many",
    help: () => "make it a step of its own; `after` orders steps without data between them",
  }),
  GF2011: defineDiagnostic({
    severity: "error",
    title: "A key means nothing here",
    cause: "The key belongs to another kind of the same object, so it would have no effect.",
    fix: "Remove the key, or what it clashes with.",
    example: {
      in: "steps",
      before: '"note": { ‹"value"›: "${ input.note }", «"retry"»: { "maximumAttempts": 3 } }',
      says: "`retry` means nothing on a step that computes a value",
      after: '"note": { "value": "${ input.note }" }',
    },
    message: (p: { key: string; reason: string; help?: string | undefined }) => `\`${p.key}\` ${p.reason}`,
    label: () => "has no effect here",
    help: (p) => p.help ?? `remove \`${p.key}\``,
  }),
  GF2012: defineDiagnostic({
    severity: "error",
    title: "An expression is expected",
    cause: "The key takes one `${ … }` that spans the whole value. Anything else would be the same at every run.",
    fix: "Write the value as `${ … }`.",
    example: {
      in: "steps",
      before: '"late": { "task": "cleanUp", "when": «"input.express"» }',
      says: "`when` must be an expression `${ … }`",
      after: '"late": { "task": "cleanUp", "when": "${ input.express }" }',
    },
    message: (p: { subject: string; suggestion?: string | undefined }) => `${p.subject} must be an expression \`\${ … }\``,
    label: (p) => (p.suggestion === undefined ? "not an expression" : `did you mean ${p.suggestion}?`),
    help: () => "an expression spans the whole value: `${ steps.fraud.score < 0.8 }`",
  }),
  GF2013: defineDiagnostic({
    severity: "warning",
    title: "A keyword is unknown to JSON Schema",
    cause: "Draft 2020-12 has no such keyword, and schemas may hold any key, so it has no effect.",
    fix: "Use the keyword that the diagnostic names, remove it, or begin it with `x-`.",
    example: {
      in: "schema",
      before: '{ "type": "string", «"nullable"»: true }',
      says: "JSON Schema has no keyword `nullable`, so it has no effect",
      after: '{ "type": ["string", "null"] }',
    },
    message: (p: { key: string; suggestion?: string | undefined; help?: string | undefined }) =>
      `JSON Schema has no keyword \`${p.key}\`, so it has no effect`,
    label: (p) => (p.suggestion === undefined ? "no effect" : `did you mean \`${p.suggestion}\`?`),
    help: (p) => p.help ?? (p.suggestion === undefined ? "keys of your own begin with `x-`" : undefined),
  }),
  GF2014: defineDiagnostic({
    severity: "error",
    title: "A regular expression is broken",
    cause: "`pattern` and `patternProperties` hold ECMAScript regular expressions with Unicode.",
    fix: "Mend the expression; a `-` or `/` is not escaped with Unicode, a literal `{` is.",
    example: {
      in: "schema",
      before: '{ "type": "string", "pattern": «"[0-9"» }',
      says: "`[0-9` is not a regular expression",
      after: '{ "type": "string", "pattern": "[0-9]" }',
    },
    message: (p: { pattern: string; reason: string }) => `\`${p.pattern}\` is not a regular expression`,
    label: (p) => p.reason,
    help: () => "patterns are ECMAScript's with Unicode, as `new RegExp(pattern, \"u\")` reads them",
  }),
  GF2015: defineDiagnostic({
    severity: "error",
    title: "A text is not written as it should be",
    cause: "The key takes text of a certain form.",
    fix: "Write the text in the form that the diagnostic names.",
    example: {
      in: "task",
      before: '"span": { "name": «"charge ${ input.customerId }"» }',
      says: '`name` cannot be `"charge ${ input.customerId }"`',
      after: '"span": { "name": "charge" }',
    },
    message: (p: { subject: string; given: string; rule: string; help?: string | undefined }) => `${p.subject} cannot be ${p.given}`,
    label: (p) => p.rule,
    help: (p) => p.help,
  }),
  GF2016: defineDiagnostic({
    severity: "error",
    title: "A list has too many, too few, or equal items",
    cause: "The list has to hold at least one item, at most so many, or each item once.",
    fix: "Add or remove items.",
    example: {
      in: "steps",
      before: '"late": { "task": "cleanUp", "after": [‹"stock"›, «"stock"»] }',
      says: "`after` holds this item twice",
      after: '"late": { "task": "cleanUp", "after": ["stock"] }',
    },
    message: (p: { subject: string; problem: string }) => `${p.subject} ${p.problem}`,
  }),
};
