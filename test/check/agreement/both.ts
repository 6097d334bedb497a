import { check } from "../../../generator/check/check.ts";
import { emitContext } from "../../../generator/emit/context.ts";
import { emitContracts } from "../../../generator/emit/contracts.ts";
import { emitTypes as emitTypesFile } from "../../../generator/emit/types.ts";
import { emitWorkflow } from "../../../generator/emit/workflow.ts";
import type { Diagnostic } from "../../../generator/diagnostics/diagnostic.ts";
import type { LinkedSpec } from "../../../generator/ir/linked.ts";
import { NO_REDACTION } from "../../../generator/ir/redaction.ts";
import type { OutputFile, Program } from "../../../generator/ir/program.ts";
import { analyseSpec, SPEC } from "../fixtures.ts";
import type { AgreementCase } from "./cases.ts";

const MAIN = SPEC.slice(SPEC.indexOf("  main:\n") + "  main:\n".length);

/** A spec with a workflow for each case. */
function specOf(cases: readonly AgreementCase[]): string {
  const declarations = SPEC.slice(0, SPEC.indexOf("  main:\n"));
  return declarations + cases.map(({ name, steps }) => `  ${name}:\n${MAIN}    steps: { ${steps} }\n`).join("");
}

/** A spec, what the check says of it, and what generated code it becomes nevertheless. */
export interface Both {
  /** What the check reports, by workflow. */
  readonly reported: ReadonlyMap<string, readonly string[]>;
  /** The generated workflows, and what they import. */
  readonly files: readonly OutputFile[];
}

export function checkAndEmit(cases: readonly AgreementCase[]): Both {
  const { linked, types } = analyseSpec(specOf(cases));
  const { value, diagnostics } = check(linked, types);
  const program: Program = {
    linked,
    types,
    validators: undefined,
    ...value,
    redaction: NO_REDACTION,
    sourceName: "flows.yaml",
    digest: "0123456789abcdef",
    importExtension: ".ts",
    isCommonJs: false,
  };
  const shared = [emitTypesFile(program), emitContracts(program), emitContext(program)];
  const workflows = linked.workflows.filter(({ block }) => block !== undefined);
  return {
    reported: byWorkflow(diagnostics, linked),
    files: [...shared.filter((file) => file !== undefined), ...workflows.map((workflow) => emitWorkflow(program, workflow))],
  };
}

function byWorkflow(diagnostics: readonly Diagnostic[], { workflows }: LinkedSpec): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { code, message, at } of diagnostics) {
    const start = at?.start ?? -1;
    const linked = workflows.find(({ workflow: { origin } }) => origin.range.start <= start && start < origin.range.end);
    const name = linked?.workflow.name ?? "";
    found.set(name, [...(found.get(name) ?? []), `${code} ${message}`]);
  }
  return found;
}
