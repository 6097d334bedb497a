import { defineDiagnostic } from "../diagnostic.ts";

/** GF6xxx: what the generator cannot emit. */
export const emissionDiagnostics = {
  GF6001: defineDiagnostic({
    severity: "error",
    title: "Two files with one path",
    cause: "Files are called like the tasks and workflows they belong to, in kebab case. Some file systems do not tell upper case from lower case, so two names that differ only in that would overwrite each other.",
    fix: "Rename one of the two tasks or workflows so that their names differ in more than case and underscores.",
    message: (p: { path: string }) => `two parts of the spec would be written to \`${p.path}\``,
    help: () => "rename one of them so that the names differ in more than case and underscores",
  }),
  GF6002: defineDiagnostic({
    severity: "error",
    title: "A workflow with a name that generated code exports",
    cause: "`index.ts` exports every workflow by its name, beside `createFlows`.",
    fix: "Rename the workflow.",
    message: (p: { name: string }) => `a workflow cannot be called \`${p.name}\`: \`index.ts\` exports something else by that name`,
    label: () => "this name is taken",
    help: (p) => `rename the workflow, for instance to \`${p.name}Workflow\``,
  }),
  GF6003: defineDiagnostic({
    severity: "warning",
    title: "A result that nobody gets",
    cause: "A workflow returns its `result` as its `output`, and this one declares no `output`.",
    fix: "Declare the type of the result under `output`, or remove `result`.",
    message: (p: { workflow: string }) => `the result of \`${p.workflow}\` is not returned, because the workflow has no \`output\``,
    label: () => "not returned",
    help: () => 'declare its type, for example `"output": { "type": "object", … }`, or remove `result`',
  }),
};
