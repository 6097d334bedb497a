import { validateIncludedFile, validateOverlayFile, validateSpec } from "../../schema/derived/validate-spec.ts";
import type { FileKind } from "../../schema/file-kinds.ts";
import type { SpecValidator } from "../../schema/spec-validator.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { arrange } from "../diagnostics/order.ts";
import type { SourceNode } from "../source/node.ts";
import { toPlain } from "../source/plain.ts";
import type { StageResult } from "../stage.ts";
import { explain } from "./explain.ts";
import { explainUnknownKey } from "./explain-key.ts";
import { memberOf, placeOf } from "./place.ts";
import type { Place } from "./place.ts";
import { applyRepairs, repairOf } from "./repair.ts";
import type { Repair } from "./repair.ts";

/** Repairs uncover at most one more level of mistakes each time; nobody is wrong more often than this. */
const MAXIMUM_ROUNDS = 20;

const VALIDATORS: Readonly<Record<FileKind, SpecValidator>> = {
  spec: validateSpec,
  included: validateIncludedFile,
  overlay: validateOverlayFile,
};

/**
 * Checks the shape of a spec, or of a file beside one, against `schema/gen-flows.schema.json`, and reports each mistake
 * once.
 *
 * @returns the spec, in which keys that are certainly mistyped bear their right names, for the stages behind this one
 */
export function validate(root: SourceNode, kind: FileKind = "spec"): StageResult<SourceNode> {
  const made: Repair[] = [];
  let repaired = root;
  let places = check(repaired, kind);
  for (let round = 0; round < MAXIMUM_ROUNDS; round += 1) {
    const repairs = distinct(places.flatMap((place) => repairOf(place) ?? []));
    if (repairs.length === 0) {
      break;
    }
    made.push(...repairs);
    repaired = applyRepairs(repaired, repairs);
    places = check(repaired, kind);
  }
  const diagnostics = [...made.flatMap((repair) => explainRepair(repair, made)), ...explainAll(places)];
  return { value: repaired, diagnostics: arrange(diagnostics) };
}

function check(root: SourceNode, kind: FileKind): readonly Place[] {
  const validator = VALIDATORS[kind];
  validator(toPlain(root));
  return (validator.errors ?? []).flatMap((error) => placeOf(root, error) ?? []);
}

function explainAll(places: readonly Place[]): readonly Diagnostic[] {
  return places.flatMap((place) => explain(place) ?? []);
}

/** Of two keys that would get the same name only the first one gets it. */
function distinct(repairs: readonly Repair[]): readonly Repair[] {
  const targets = new Set<string>();
  return repairs.filter((repair) => {
    const target = JSON.stringify([repair.place.error.instancePath, repair.kind === "rename" ? repair.to : ""]);
    const first = !targets.has(target);
    targets.add(target);
    return first;
  });
}

/** A key that was renamed to one that takes a list is one mistake, not two. */
function explainRepair(repair: Repair, made: readonly Repair[]): readonly Diagnostic[] {
  if (repair.kind === "wrap") {
    const renamed = made.some((other) => other.kind === "rename" && renamedValue(other) === repair.place.node);
    return renamed ? [] : explainAll([repair.place]);
  }
  const value = renamedValue(repair);
  const wrapped = made.some((other) => other.kind === "wrap" && other.place.node === value);
  const help = wrapped ? `\`${repair.to}\` is a list: put the value into \`[ ]\`` : undefined;
  const diagnostic = explainUnknownKey(repair.place, help);
  return diagnostic === undefined ? [] : [diagnostic];
}

function renamedValue(repair: Repair & { readonly kind: "rename" }): SourceNode | undefined {
  return memberOf(repair.place.node, repair.from)?.value;
}
