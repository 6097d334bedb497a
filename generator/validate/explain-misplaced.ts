import { objectShapes } from "../../schema/derived/object-shapes.ts";
import { FILE_DEFINITIONS } from "../../schema/file-kinds.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import type { Member } from "../source/node.ts";
import { definitionOf } from "./place.ts";
import type { Place } from "./place.ts";

/** Why a key of specs has no meaning in a file that they include, and what to do instead. */
const INCLUDED: Readonly<Record<string, { readonly reason: string; readonly help: string }>> = {
  name: {
    reason: "the name is that of the spec that includes this file",
    help: "remove `name`; or generate this file on its own, and move what both use to a third file that both include",
  },
  version: {
    reason: "the version is that of the spec that includes this file",
    help: "remove `version`: the spec has one for all its workflows",
  },
  defaults: {
    reason: "the defaults of the spec hold for included tasks too",
    help: "move `defaults` to the spec, or write the settings at the tasks of this file",
  },
  output: {
    reason: "the spec decides where code goes",
    help: "move `output` to the spec that includes this file",
  },
};

/** True for a key of specs in a file that is none. */
export function isMisplacedKey(place: Place, key: string): boolean {
  const isOther = Object.values<string>(FILE_DEFINITIONS).includes(definitionOf(place));
  return isOther && Object.hasOwn(objectShapes["#"]?.properties ?? {}, key);
}

/** Explains a key of specs in an included file or an overlay. */
export function explainMisplacedKey(place: Place, { key, keyRange }: Member): Diagnostic {
  if (definitionOf(place) === FILE_DEFINITIONS.overlay) {
    return report("GF2102", keyRange, { key });
  }
  const { reason, help } = (Object.hasOwn(INCLUDED, key) ? INCLUDED[key] : undefined) ?? {
    reason: `a spec has one \`${key}\` for all its files`,
    help: `move \`${key}\` to the spec that includes this file`,
  };
  return report("GF2101", keyRange, { key, reason, help });
}
