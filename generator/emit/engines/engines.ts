import type { OutputFile, Program } from "../../ir/program.ts";
import { emitRestate } from "./restate.ts";
import { emitTemporal } from "./temporal.ts";

/** The entry files for the engines that the spec chooses. Without workflows there is nothing to run. */
export function emitEngines(program: Program): readonly OutputFile[] {
  const { spec, workflows } = program.linked;
  const { restate, temporal } = spec.engines;
  return workflows.length === 0
    ? []
    : [
        ...(restate === undefined ? [] : emitRestate(program, restate)),
        ...(temporal === undefined ? [] : emitTemporal(program, temporal)),
      ];
}
