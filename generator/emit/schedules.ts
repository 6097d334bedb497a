import type { OutputFile, Program } from "../ir/program.ts";
import type { Workflow } from "../ir/workflow.ts";
import { documentation } from "../print/comment.ts";
import { list } from "../print/layout.ts";
import { createModule } from "../print/module.ts";
import { packageType } from "../print/symbol.ts";
import { fileOf, generatedFile } from "./file.ts";
import { SCHEDULES_MODULE, scheduledInputTypeOf } from "./symbols.ts";
import { passedType } from "./types.ts";

/** Whether somebody has to say what the scheduled runs of a workflow are given. */
export function hasScheduledInput({ schedule, input }: Workflow): boolean {
  return schedule !== undefined && input !== undefined;
}

/** `schedules.ts`: the types of what makes the inputs of scheduled runs. Left out where no scheduled workflow takes one. */
export function emitSchedules(program: Program): OutputFile | undefined {
  const workflows = [...program.linked.spec.workflows.values()].filter(hasScheduledInput);
  if (workflows.length === 0) {
    return undefined;
  }
  const path = fileOf(SCHEDULES_MODULE);
  const names = workflows.map((workflow) => scheduledInputTypeOf(workflow).name);
  const module = createModule({ path, declared: names, importExtension: program.importExtension });
  const types = workflows.map((workflow, index) => {
    const generic = module.use(packageType("ScheduledInput", "@gen-flows/runtime"));
    const input = module.useType(passedType(program, workflow));
    return (
      documentation(`Makes the input of a run of \`${workflow.name}\` from the time at which it is due.`) +
      list(`export type ${names[index]} = ${generic}<`, [input], ">;", { trailingComma: false })
    );
  });
  return generatedFile(program, path, [module.imports(), ...types]);
}
