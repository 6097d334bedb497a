import { defineDiagnostic } from "../diagnostic.ts";
import { lines } from "../example.ts";

/** GF6xxx: what the generator cannot emit. */
export const emissionDiagnostics = {
  GF6002: defineDiagnostic({
    severity: "error",
    title: "A workflow with a name that generated code exports",
    cause: "`index.ts` exports every workflow by its name, beside `createFlows`.",
    fix: "Rename the workflow.",
    example: {
      in: "spec",
      before: lines(
        '"tasks": { "ship": {} },',
        '"workflows": { «"createFlows"»: { "steps": { "first": { "task": "ship" } } } }',
      ),
      says: "a workflow cannot be called `createFlows`: `index.ts` exports something else by that name",
      after: lines(
        '"tasks": { "ship": {} },',
        '"workflows": { "delivery": { "steps": { "first": { "task": "ship" } } } }',
      ),
    },
    message: (p: { name: string }) => `a workflow cannot be called \`${p.name}\`: \`index.ts\` exports something else by that name`,
    label: () => "this name is taken",
    help: (p) => `rename the workflow, for instance to \`${p.name}Workflow\``,
  }),
  GF6003: defineDiagnostic({
    severity: "warning",
    title: "A result that nobody gets",
    cause: "A workflow returns its `result` as its `output`, and this one declares no `output`.",
    fix: "Declare the type of the result under `output`, or remove `result`.",
    example: {
      in: "workflow",
      before: lines(
        '"steps": { "tidy": { "task": "cleanUp" } },',
        '"result": «"tidy"»',
      ),
      says: "the result of `example` is not returned, because the workflow has no `output`",
      after: lines(
        '"output": { "type": "string" },',
        '"steps": { "tidy": { "task": "cleanUp" } },',
        '"result": "tidy"',
      ),
    },
    message: (p: { workflow: string }) => `the result of \`${p.workflow}\` is not returned, because the workflow has no \`output\``,
    label: () => "not returned",
    help: () => 'declare its type, for example `"output": { "type": "object", … }`, or remove `result`',
  }),
  GF6004: defineDiagnostic({
    severity: "warning",
    title: "Engines with nothing to run",
    cause: "The spec chooses an engine and declares no workflow. Engines run workflows, so there are no entry files for it.",
    fix: "Declare a workflow, or take the engine out of `engines`.",
    example: {
      in: "spec",
      before: '"engines": { «"temporal"»: {} }',
      says: "there is no workflow that Temporal could run",
      after: '"engines": { "temporal": {} }, "workflows": { "delivery": { "steps": {} } }',
    },
    message: (p: { title: string }) => `there is no workflow that ${p.title} could run`,
    label: () => "nothing is generated for it",
    help: () => "declare a workflow, or take the engine out: engines run workflows",
  }),
};
