/** With what an expression can begin, beside the item of a `forEach`, and what it is. */
export const ROOT_MEANINGS: Readonly<Record<string, string>> = {
  input: "the input of the workflow; in attributes and metrics of a task, that of the task",
  steps: "leads to the value of a step, `steps.<name>`, and lets the step that says so wait for it",
  output: "what the task has returned; in `compensate`, and in attributes and metrics of a task",
  context: "what `context` declares: `context.<name>`",
  workflow: "`workflow.id`, the id of the run, and `workflow.startedAt`, when it began (ISO 8601); both are the same at every replay",
  index: "how many items come before this one; in a step with `forEach`",
};
