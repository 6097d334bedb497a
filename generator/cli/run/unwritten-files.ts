import { relative } from "node:path";
import { kebabCase } from "../../ir/kebab-case.ts";
import type { TraceSpan } from "../waterfall/trace-span.ts";

interface GeneratedPlace {
  /** The absolute path of the output directory. */
  readonly directory: string;
  readonly cwd: string;
  /** The workflows whose bodies the user writes. */
  readonly writtenByHand: readonly string[];
}

/** Names the files of handlers and workflow bodies that are still stubs; the spans know which of them the run met. */
export function unwrittenFiles(
  spans: readonly TraceSpan[],
  { directory, cwd, writtenByHand }: GeneratedPlace,
): string | undefined {
  const place = (folder: string, name: string): string => `\`${relative(cwd, directory)}/${folder}/${kebabCase(name)}.ts\``;
  const handlers = failedWith("TaskNotImplementedError", "gen_flows.task.name", spans);
  if (handlers.length > 0) {
    return `write the handler in ${handlers.map((task) => place("tasks", task)).join(" and ")}`;
  }
  // A workflow fails with the error of its child, too.
  const failed = failedWith("WorkflowNotImplementedError", "gen_flows.workflow.name", spans);
  const bodies = failed.filter((workflow) => writtenByHand.includes(workflow));
  return bodies.length > 0
    ? `write the workflow in ${bodies.map((workflow) => place("workflows", workflow)).join(" and ")}`
    : undefined;
}

/** What an attribute of the spans says that failed with an error; each value once. */
function failedWith(error: string, attribute: string, spans: readonly TraceSpan[]): readonly string[] {
  const failed = spans.filter(({ attributes }) => attributes["error.type"] === error);
  const values = failed.map(({ attributes }) => attributes[attribute]);
  return [...new Set(values.filter((value) => typeof value === "string"))];
}
