import type { NumberSetting } from "../../../runtime/src/telemetry/settings/late-settings.ts";

/** A part of a document. A property that is `undefined` is left out. */
export interface Expansion {
  readonly [key: string]: unknown;
}

/** Writes a number that variables may decide on: in the document it stands in no quotes. */
export type ExpandNumber = (setting: NumberSetting | undefined) => unknown;
