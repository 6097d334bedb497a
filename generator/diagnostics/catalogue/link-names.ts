import { defineDiagnostic } from "../diagnostic.ts";
import { lines } from "../example.ts";
import { didYouMean } from "../wording.ts";

/** What bears a name in a workflow. */
const BEARERS = {
  step: "a step",
  item: "a `forEach` item around it",
  error: "the error of a `catch` around it",
} as const;

/** GF30xx: names that are unknown or collide, and the order of steps. */
export const linkNameDiagnostics = {
  GF3001: defineDiagnostic({
    severity: "error",
    title: "Unknown task",
    cause: "A step or a compensation names a task that `tasks` does not declare.",
    fix: "Declare the task under `tasks`, or correct the name.",
    example: {
      in: "steps",
      before: '"late": { "task": «"cleenUp"» }',
      says: "there is no task `cleenUp`",
      after: '"late": { "task": "cleanUp" }',
    },
    message: (p: { task: string; suggestion: string | undefined; isWorkflow: boolean }) =>
      `there is no task \`${p.task}\``,
    label: (p) => (p.isWorkflow ? "this is a workflow" : didYouMean(p.suggestion)),
    help: (p) =>
      p.isWorkflow
        ? `to run it as a child, write \`workflow: ${p.task}\` in place of \`task\``
        : p.suggestion === undefined
          ? "declare it under `tasks`"
          : undefined,
  }),
  GF3002: defineDiagnostic({
    severity: "error",
    title: "Unknown step",
    cause: "An expression or `after` names a step that this workflow does not have. Steps of other workflows are not visible.",
    fix: "Correct the name, or add the step.",
    example: {
      in: "steps",
      before: '"late": { "task": "cleanUp", "after": [«"chrage"»] }',
      says: "workflow `checkout` has no step `chrage`",
      after: '"late": { "task": "cleanUp", "after": ["charge"] }',
    },
    message: (p: { step: string; workflow: string; suggestion: string | undefined }) =>
      `workflow \`${p.workflow}\` has no step \`${p.step}\``,
    label: (p) => didYouMean(p.suggestion),
    help: (p) => (p.suggestion === undefined ? `add a step \`${p.step}\`, or name one of those there are` : undefined),
  }),
  GF3003: defineDiagnostic({
    severity: "error",
    title: "A task and a workflow of the same name",
    cause: "Both would be exported under one name.",
    fix: "Rename one of them.",
    example: {
      in: "spec",
      before: lines(
        '"tasks": { ‹"ship"›: {} },',
        '"workflows": { «"ship"»: { "steps": { "first": { "task": "ship" } } } }',
      ),
      says: "`ship` is the name of a task and of a workflow",
      after: lines(
        '"tasks": { "ship": {} },',
        '"workflows": { "delivery": { "steps": { "first": { "task": "ship" } } } }',
      ),
    },
    message: (p: { name: string }) => `\`${p.name}\` is the name of a task and of a workflow`,
    help: () => "rename one of them: both are exported under their names",
  }),
  GF3004: defineDiagnostic({
    severity: "error",
    title: "Two names for one file",
    cause: "Files are named after tasks and workflows in kebab case, and some file systems do not tell upper from lower case.",
    fix: "Rename one of them so that they differ in more than case and underscores.",
    example: {
      in: "spec",
      before: '"tasks": { ‹"sendMail"›: {}, «"send_mail"»: {} }',
      says: "`send_mail` and `sendMail` would share the file send-mail.ts",
      after: '"tasks": { "sendMail": {}, "sendReminder": {} }',
    },
    message: (p: { name: string; other: string; file: string }) =>
      `\`${p.name}\` and \`${p.other}\` would share the file ${p.file}`,
    help: () => "rename one of them so that they differ in more than case and underscores",
  }),
  GF3005: defineDiagnostic({
    severity: "error",
    title: "Two steps of the same name",
    cause: "In an array of steps a name is given twice. Step names are part of idempotency keys.",
    fix: "Rename one of the steps.",
    example: {
      in: "workflow",
      before: lines(
        '"steps": [',
        '  { "name": ‹"tidy"›, "task": "cleanUp" },',
        '  { "name": «"tidy"», "task": "cleanUp" }',
        "]",
      ),
      says: "there is a step `tidy` already",
      after: lines(
        '"steps": [',
        '  { "name": "tidy", "task": "cleanUp" },',
        '  { "name": "tidyAgain", "task": "cleanUp" }',
        "]",
      ),
    },
    message: (p: { step: string }) => `there is a step \`${p.step}\` already`,
    help: () => "give every step a name of its own: it is part of its idempotency key",
  }),
  GF3006: defineDiagnostic({
    severity: "error",
    title: "A name that hides another",
    cause: "A step, a `forEach` item or the error of a `catch` bears a name that already means something at its place: a root of expressions, a step of the same block or of one around it, or the item or error of a step around it.",
    fix: "Give it another name.",
    example: {
      in: "steps",
      before: '"each": { "task": "cleanUp", "forEach": { "items": "${ input.lines }", "as": «"input"» } }',
      says: "`input` already means something in expressions",
      after: '"each": { "task": "cleanUp", "forEach": { "items": "${ input.lines }", "as": "line" } }',
    },
    message: (p: { name: string; what: keyof typeof BEARERS; hidden: "root" | keyof typeof BEARERS }) =>
      p.hidden === "root"
        ? `\`${p.name}\` already means something in expressions`
        : `\`${p.name}\` is already the name of ${BEARERS[p.hidden]}`,
    help: (p) => `call the ${p.what} something else`,
  }),
  GF3007: defineDiagnostic({
    severity: "error",
    title: "Steps that wait for each other",
    cause: "A step waits for every step that its expressions or its `after` name. These wait in a circle, so none could ever begin.",
    fix: "Take one of the named references out of the circle.",
    example: {
      in: "steps",
      before: lines(
        '"pack": { "task": "cleanUp", "after": [«"ship"»] },',
        '"ship": { "task": "cleanUp", "after": [‹"pack"›] }',
      ),
      says: "these steps wait for each other: pack -> ship -> pack",
      after: lines(
        '"pack": { "task": "cleanUp" },',
        '"ship": { "task": "cleanUp", "after": ["pack"] }',
      ),
    },
    message: (p: { cycle: readonly string[] }) =>
      p.cycle.length === 2
        ? `step \`${p.cycle[0]}\` waits for itself`
        : `these steps wait for each other: ${p.cycle.join(" -> ")}`,
    label: (p) => `\`${p.cycle[0]}\` waits for \`${p.cycle[1]}\` here`,
    help: () => "take one of these references out of the circle",
  }),
  GF3013: defineDiagnostic({
    severity: "error",
    title: "Unknown workflow",
    cause: "A step runs a workflow that `workflows` does not declare.",
    fix: "Declare the workflow under `workflows`, or correct the name.",
    example: {
      in: "spec",
      before: lines(
        '"workflows": {',
        '  "delivery": { "steps": {} },',
        '  "order": { "steps": { "deliver": { "workflow": «"delivrey"» } } }',
        "}",
      ),
      says: "there is no workflow `delivrey`",
      after: lines(
        '"workflows": {',
        '  "delivery": { "steps": {} },',
        '  "order": { "steps": { "deliver": { "workflow": "delivery" } } }',
        "}",
      ),
    },
    message: (p: { workflow: string; suggestion: string | undefined; isTask: boolean }) =>
      `there is no workflow \`${p.workflow}\``,
    label: (p) => (p.isTask ? "this is a task" : didYouMean(p.suggestion)),
    help: (p) =>
      p.isTask
        ? `to call it, write \`task: ${p.workflow}\` in place of \`workflow\``
        : p.suggestion === undefined
          ? "declare it under `workflows`"
          : undefined,
  }),
  GF3014: defineDiagnostic({
    severity: "error",
    title: "Unknown signal",
    cause: "A step waits for a signal that `signals` does not declare.",
    fix: "Declare the signal and what it brings under `signals`, or correct the name.",
    example: {
      in: "spec",
      before: lines(
        '"signals": { "review": { "type": "string" } },',
        '"workflows": { "order": { "steps": { "asked": { "waitForSignal": «"reveiw"» } } } }',
      ),
      says: "there is no signal `reveiw`",
      after: lines(
        '"signals": { "review": { "type": "string" } },',
        '"workflows": { "order": { "steps": { "asked": { "waitForSignal": "review" } } } }',
      ),
    },
    message: (p: { signal: string; suggestion: string | undefined }) => `there is no signal \`${p.signal}\``,
    label: (p) => didYouMean(p.suggestion),
    help: (p) => (p.suggestion === undefined ? "declare it, and what it brings, under `signals`" : undefined),
  }),
};
