/** With what an expression can begin, beside the item of a `forEach` and the error of a `catch`, and what it is. */
export const ROOT_MEANINGS: Readonly<Record<string, string>> = {
  input: "the input of the workflow; in attributes and metrics of a task, that of the task",
  steps: "leads to the value of a step of the same block or of one around it, `steps.<name>`, and lets the step that says so wait for it",
  output: "in `compensate`, the value of the step (with `forEach`, that of the item); in attributes and metrics of a task, what it has returned",
  context: "what `context` declares: `context.<name>`",
  workflow: "`workflow.id`, the id of the run, and `workflow.startedAt`, when it began (ISO 8601); both are the same at every replay; not in tasks",
  index: "how many items come before this one; in a step with `forEach`, and inside of it",
};
