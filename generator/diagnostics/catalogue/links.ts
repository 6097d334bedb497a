import { defineDiagnostic } from "../diagnostic.ts";

const didYouMean = (suggestion: string | undefined): string | undefined =>
  suggestion === undefined ? undefined : `did you mean \`${suggestion}\`?`;

/** GF3xxx: names and order: unknown, colliding, cyclic. */
export const linkDiagnostics = {
  GF3001: defineDiagnostic({
    severity: "error",
    title: "Unknown task",
    cause: "A step or a compensation names a task that `tasks` does not declare.",
    fix: "Declare the task under `tasks`, or correct the name.",
    message: (p: { task: string; suggestion: string | undefined }) => `there is no task \`${p.task}\``,
    label: (p) => didYouMean(p.suggestion),
    help: (p) => (p.suggestion === undefined ? "declare it under `tasks`" : undefined),
  }),
  GF3002: defineDiagnostic({
    severity: "error",
    title: "Unknown step",
    cause: "An expression or `after` names a step that this workflow does not have. Steps of other workflows and steps inside a group are not visible.",
    fix: "Correct the name, or add the step.",
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
    message: (p: { name: string }) => `\`${p.name}\` is the name of a task and of a workflow`,
    help: () => "rename one of them: both are exported under their names",
  }),
  GF3004: defineDiagnostic({
    severity: "error",
    title: "Two names for one file",
    cause: "Files are named after tasks and workflows in kebab case, and some file systems do not tell upper from lower case.",
    fix: "Rename one of them so that they differ in more than case and underscores.",
    message: (p: { name: string; other: string; file: string }) =>
      `\`${p.name}\` and \`${p.other}\` would share the file ${p.file}`,
    help: () => "rename one of them so that they differ in more than case and underscores",
  }),
  GF3005: defineDiagnostic({
    severity: "error",
    title: "Two steps of the same name",
    cause: "In an array of steps a name is given twice. Step names are part of idempotency keys.",
    fix: "Rename one of the steps.",
    message: (p: { step: string }) => `there is a step \`${p.step}\` already`,
    help: () => "give every step a name of its own: it is part of its idempotency key",
  }),
  GF3006: defineDiagnostic({
    severity: "error",
    title: "A name that hides another",
    cause: "The name of a `forEach` item is also a root of expressions or the name of a step.",
    fix: "Call the item something else.",
    message: (p: { name: string; hidden: "root" | "step" }) =>
      p.hidden === "root"
        ? `\`${p.name}\` already means something in expressions`
        : `\`${p.name}\` is already the name of a step`,
    help: () => "call the item something else",
  }),
  GF3007: defineDiagnostic({
    severity: "error",
    title: "Steps that wait for each other",
    cause: "A step waits for every step that its expressions or its `after` name. These wait in a circle, so none could ever begin.",
    fix: "Take one of the named references out of the circle.",
    message: (p: { cycle: readonly string[] }) =>
      p.cycle.length === 2
        ? `step \`${p.cycle[0]}\` waits for itself`
        : `these steps wait for each other: ${p.cycle.join(" -> ")}`,
    label: (p) => `\`${p.cycle[0]}\` waits for \`${p.cycle[1]}\` here`,
    help: () => "take one of these references out of the circle",
  }),
  GF3008: defineDiagnostic({
    severity: "warning",
    title: "A step that never runs",
    cause: "Its `when` is `${ false }`.",
    fix: "Take the step out, or give it a condition.",
    message: (p: { step: string }) => `step \`${p.step}\` never runs`,
    help: () => "take the step out, or give it a condition",
  }),
  GF3009: defineDiagnostic({
    severity: "warning",
    title: "A task that no workflow uses",
    cause: "No step and no compensation names it. Its code and its handler are generated all the same.",
    fix: "Use it in a workflow, or take it out.",
    message: (p: { task: string }) => `no workflow uses the task \`${p.task}\``,
    help: () => "use it in a workflow, or take it out",
  }),
};
