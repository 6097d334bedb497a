import type { Diagnostic, RelatedLocation } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { throughAlias } from "../diagnostics/through-alias.ts";
import type { Member, SourceNode } from "../source/node.ts";
import type { SourceFile } from "../source/source-file.ts";
import { describeStep, STEP_KEYS, stepKeysOf } from "./explain-step.ts";
import { writeMember } from "./notation.ts";
import { definitionOf, memberOf } from "./place.ts";
import type { Place } from "./place.ts";

/** The keys that decide which other keys an object may have. */
const DECIDING_KEYS: Readonly<Record<string, readonly string[]>> = {
  step: STEP_KEYS,
  telemetry: ["config", "configFile", "otel"],
};

const OTHER_DECIDING_KEYS = ["type", "instrument"];

/** Explains a key that its object may have, but not together with what else it holds. */
export function explainForbiddenKey(place: Place): Diagnostic | undefined {
  const { member, parent } = place;
  const definition = definitionOf(place);
  if (member === undefined || parent === undefined) {
    return undefined;
  }
  const { key, keyRange } = member;
  if (definition === "mapStep") {
    return report("GF2011", keyRange, { key, reason: "is for lists of steps; in a map, the key is the name" });
  }
  if (key === "temporality" && (definition === "traceExporter" || definition === "logExporter")) {
    return report("GF2011", keyRange, { key, reason: "is for metrics" });
  }
  if (definition === "telemetryService") {
    return report("GF2011", keyRange, { key, reason: "cannot stand inside of a service" });
  }
  if (definition === "step" && stepKeysOf(parent).length > 1) {
    return undefined;
  }
  const cause = causeOf(definition, key, parent);
  if (cause === undefined) {
    return undefined;
  }
  const reason =
    definition === "step" ? `means nothing on a step that ${describeStep(cause.key)}` : `does not go with ${show(cause)}`;
  const help =
    definition === "step" && key === "timeout" && cause.key === "task"
      ? "write `startToCloseTimeout`"
      : takeOutHelp(key, keyRange.file, cause.keyRange.file);
  const related: readonly RelatedLocation[] = [{ at: cause.keyRange, text: "because of this" }];
  return report("GF2011", keyRange, { key, reason, help }, [...related, ...throughAlias(parent)]);
}

/** Where an overlay is the cause, the spec is right without it: there, only the overlay can mend it. */
function takeOutHelp(key: string, file: SourceFile, cause: SourceFile): string | undefined {
  return file === cause ? undefined : `write \`${writeMember(cause, key, null)}\` in \`${cause.path}\` to take it out`;
}

function causeOf(definition: string, key: string, parent: SourceNode): Member | undefined {
  const deciding = DECIDING_KEYS[definition] ?? OTHER_DECIDING_KEYS;
  return deciding
    .filter((candidate) => candidate !== key)
    .map((candidate) => memberOf(parent, candidate))
    .find((member) => member !== undefined);
}

function show({ key, value }: Member): string {
  return value.kind === "scalar" && value.range.end - value.range.start < 40
    ? `\`${key}: ${String(value.value)}\``
    : `\`${key}\``;
}
