import { defineDiagnostic } from "../diagnostic.ts";
import { lines } from "../example.ts";
import { didYouMean } from "../wording.ts";

/** How a step lies inside of another. */
const INSIDE = {
  group: (container: string) => `inside the group \`${container}\``,
  branch: (container: string) => `inside a branch of \`${container}\``,
  catch: (container: string) => `inside a \`catch\` of \`${container}\``,
} as const;

/** What the steps inside leave to those outside. */
const VALUE_OF = {
  group: "the value of a group is its `result`, else the values of its steps",
  branch: "the value of a switch is that of the branch that is taken",
  catch: "its value is the `result` of the `catch` that was taken",
} as const;

/** GF30xx: what blocks within steps know of each other, and which of them can be taken. */
export const linkBlockDiagnostics = {
  GF3010: defineDiagnostic({
    severity: "error",
    title: "A step that is not visible here",
    cause: "The names of the steps in a group, a branch or a `catch` are known only inside of it.",
    fix: "Name the step that contains it: its value is what the steps inside leave.",
    example: {
      in: "steps",
      before: lines(
        '"parcel": { "steps": { ‹"label"›: { "value": "fragile" } } },',
        '"text": { "value": "${ steps.«label» }" }',
      ),
      says: "`label` is inside the group `parcel`",
      after: lines(
        '"parcel": { "steps": { "label": { "value": "fragile" } } },',
        '"text": { "value": "${ steps.parcel.label }" }',
      ),
    },
    message: (p: {
      step: string;
      container: string;
      role: keyof typeof INSIDE;
      /** `none` where the reference stands in the same container, in another block of it. */
      usage: "read" | "after" | "none";
      /** True where the value of the container has the step's under its name. */
      isMember: boolean;
    }) => `\`${p.step}\` is ${INSIDE[p.role](p.container)}`,
    label: () => "not visible from here",
    help: (p) => {
      switch (p.usage) {
        case "read":
          return p.isMember
            ? `read \`steps.${p.container}.${p.step}\``
            : `read \`steps.${p.container}\`: ${VALUE_OF[p.role]}`;
        case "after":
          return `write \`after: [${p.container}]\``;
        case "none":
          return "each block of a step knows its own steps, and those around the step";
      }
    },
  }),
  GF3011: defineDiagnostic({
    severity: "error",
    title: "`after` names a step outside",
    cause: "`after` orders the steps of one block: those of a workflow, a group, a branch or a `catch`.",
    fix: "Put the `after` on the step that contains this one.",
    example: {
      in: "steps",
      before: lines(
        '‹"pack"›: { "task": "cleanUp" },',
        '‹"parcel"›: { "steps": { "send": { "task": "cleanUp", "after": [«"pack"»] } } }',
      ),
      says: "`after` only orders steps that stand side by side, and `pack` is outside of `parcel`",
      after: lines(
        '"pack": { "task": "cleanUp" },',
        '"parcel": { "after": ["pack"], "steps": { "send": { "task": "cleanUp" } } }',
      ),
    },
    message: (p: { step: string; around: string }) =>
      `\`after\` only orders steps that stand side by side, and \`${p.step}\` is outside of \`${p.around}\``,
    help: (p) => `write \`after: [${p.step}]\` on \`${p.around}\``,
  }),
  GF3012: defineDiagnostic({
    severity: "error",
    title: "A step that has no value yet",
    cause: "The steps of a group or switch run before it is done, a `catch` runs because its step has failed, and a compensation knows the value of its step as `output`.",
    fix: "Name a step that stands beside this one; in a `catch`, the error by the name that `as` gives it; in a compensation, `output`.",
    example: {
      in: "steps",
      before: lines(
        '‹"pay"›: {',
        '  "task": "chargeCard", "input": { "customerId": "${ input.customerId }", "amountCents": 100 },',
        '  "catch": [{ "errors": ["*"], "as": "failure", "result": { "paymentId": "${ steps.«pay».paymentId }" } }]',
        "}",
      ),
      says: "`pay` has failed here and left no value",
      after: lines(
        '"pay": {',
        '  "task": "chargeCard", "input": { "customerId": "${ input.customerId }", "amountCents": 100 },',
        '  "catch": [{ "errors": ["*"], "as": "failure", "result": { "paymentId": "none: ${ failure.message }" } }]',
        "}",
      ),
    },
    message: (p: { step: string; role: "inside" | "catch" | "compensate" }) => {
      switch (p.role) {
        case "inside":
          return `\`${p.step}\` is not done before the steps inside of it`;
        case "catch":
          return `\`${p.step}\` has failed here and left no value`;
        case "compensate":
          return `a compensation does not know its own step as \`steps.${p.step}\``;
      }
    },
    help: (p) => {
      switch (p.role) {
        case "inside":
          return "name a step that stands beside this one";
        case "catch":
          return "the error is known by the name that `as` gives it";
        case "compensate":
          return "write `output`";
      }
    },
  }),
  GF3015: defineDiagnostic({
    severity: "error",
    title: "A branch that can never be taken",
    cause: "A branch before it has no `when`, or one that always holds, and the first branch whose `when` holds is taken.",
    fix: "Put the branch that is always taken last.",
    example: {
      in: "steps",
      before: lines(
        '"route": {',
        '  "switch": [',
        '    ‹{› "result": "standard" },',
        '    «{» "when": "${ input.express }", "result": "express" }',
        "  ]",
        "}",
      ),
      says: "this branch of `route` can never be taken: the default stands before it",
      after: lines(
        '"route": {',
        '  "switch": [',
        '    { "when": "${ input.express }", "result": "express" },',
        '    { "result": "standard" }',
        "  ]",
        "}",
      ),
    },
    message: (p: { step: string; isDefault: boolean }) =>
      `this branch of \`${p.step}\` can never be taken: ${p.isDefault ? "the default stands before it" : "one before it always is"}`,
    help: (p) =>
      p.isDefault ? "put the branch without `when` last" : "put the branch whose `when` always holds last, or take it out",
  }),
  GF3016: defineDiagnostic({
    severity: "error",
    title: "A `catch` that can never be taken",
    cause: "The first entry that names the error is taken, and entries before this one name all of its errors.",
    fix: "Put an entry with `*` last, and name each error once.",
    example: {
      in: "steps",
      before: lines(
        '"late": {',
        '  "task": "cleanUp",',
        '  "catch": [',
        '    { "errors": [‹"*"›], "result": "failed" },',
        '    { «"errors"»: ["Busy"], "result": "busy" }',
        "  ]",
        "}",
      ),
      says: "this `catch` of `late` can never be taken",
      after: lines(
        '"late": {',
        '  "task": "cleanUp",',
        '  "catch": [',
        '    { "errors": ["Busy"], "result": "busy" },',
        '    { "errors": ["*"], "result": "failed" }',
        "  ]",
        "}",
      ),
    },
    message: (p: { step: string }) => `this \`catch\` of \`${p.step}\` can never be taken`,
    label: () => "all of these are handled before",
    help: () => "put an entry with `*` last, and name each error once",
  }),
  GF3017: defineDiagnostic({
    severity: "warning",
    title: "An error that is handled already",
    cause: "An earlier entry of `catch` names the error, or it stands beside `*`, which is every error.",
    fix: "Take the name out.",
    example: {
      in: "steps",
      before: '"late": { "task": "cleanUp", "catch": [{ "errors": [«"Busy"», ‹"*"›], "result": "failed" }] }',
      says: "`Busy` has no effect here: it is handled already",
      after: '"late": { "task": "cleanUp", "catch": [{ "errors": ["*"], "result": "failed" }] }',
    },
    message: (p: { error: string }) => `\`${p.error}\` has no effect here: it is handled already`,
    help: () => "take the name out",
  }),
  GF3018: defineDiagnostic({
    severity: "warning",
    title: "The result of a `catch` that fails nevertheless",
    cause: "With `rethrow: true` the step fails once the steps of the `catch` are done, so it has no value.",
    fix: "Take `result` or `rethrow` out.",
    example: {
      in: "steps",
      before: '"late": { "task": "cleanUp", "catch": [{ "errors": ["*"], ‹"rethrow"›: true, «"result"»: "failed" }] }',
      says: "nobody gets this result: `late` fails nevertheless",
      after: '"late": { "task": "cleanUp", "catch": [{ "errors": ["*"], "result": "failed" }] }',
    },
    message: (p: { step: string }) => `nobody gets this result: \`${p.step}\` fails nevertheless`,
    help: () => "take `result` or `rethrow` out",
  }),
  GF3019: defineDiagnostic({
    severity: "warning",
    title: "An error that nobody declares",
    cause: "A `catch` or `nonRetryableErrors` names an error that no task concerned declares, and that resembles one that is known.",
    fix: "Correct the name, or declare the error under the `errors` of its task.",
    example: {
      in: "task",
      before: '"errors": { "CardDeclined": {} }, "retry": { "nonRetryableErrors": [«"CardDecline"»] }',
      says: "no task concerned declares the error `CardDecline`",
      after: '"errors": { "CardDeclined": {} }, "retry": { "nonRetryableErrors": ["CardDeclined"] }',
    },
    message: (p: { error: string; meant: string; task: string | undefined }) => `no task concerned declares the error \`${p.error}\``,
    label: (p) => didYouMean(p.meant),
    help: (p) => (p.task === undefined ? undefined : `\`${p.task}\` declares \`${p.meant}\``),
  }),
};
