import { report } from "../../diagnostics/report.ts";
import type { Lint } from "../lint.ts";
import { callsOf, hasHandWrittenBody } from "../walk.ts";

/** A task that no step and no compensation names. Those of included files may be there for other specs. */
export const unusedTask: Lint = {
  name: "unused-task",
  code: "GF9006",
  findsAbsence: true,
  run: ({ linked }) => {
    if (hasHandWrittenBody(linked)) {
      return [];
    }
    const { spec, workflows } = linked;
    const used = new Set(workflows.flatMap((workflow) => callsOf(workflow).map(({ task }) => task)));
    return [...spec.tasks.values()]
      .filter((task) => !used.has(task) && task.origin.file === spec.origin.file)
      .map((task) => report("GF9006", task.nameRange, { task: task.name }));
  },
};
