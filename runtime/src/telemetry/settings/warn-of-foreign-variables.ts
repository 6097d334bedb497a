import { warn } from "../lifecycle/warn.ts";
import { readVariable } from "./environment.ts";
import { FOREIGN_VARIABLES } from "./foreign-variables.ts";

const told = new Set<string>();

/** Says of each variable of OpenTelemetry that is set and has no effect here that it has none: once in a process. */
export function warnOfForeignVariables(): void {
  for (const [name, instead] of Object.entries(FOREIGN_VARIABLES)) {
    if (!told.has(name) && readVariable(name) !== undefined) {
      told.add(name);
      warn(`${name} has no effect: ${instead}`);
    }
  }
}
