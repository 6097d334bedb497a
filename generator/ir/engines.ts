import type { SourceRange } from "../source/source-file.ts";

/** The engines that a spec may choose beside the embedded one, which is always there. */
export const ENGINE_NAMES = ["restate", "temporal"] as const;

export type EngineName = (typeof ENGINE_NAMES)[number];

/** How people write their names. */
export const ENGINE_TITLES: Readonly<Record<EngineName, string>> = { restate: "Restate", temporal: "Temporal" };

/** What a spec may say of every engine. */
export interface EngineSettings {
  /** Where the spec chooses it. */
  readonly nameRange: SourceRange;
  /** How many attempts a worker runs at the same time; undefined where there is no limit of ours. */
  readonly maxConcurrentTasks: number | undefined;
}

export interface TemporalSettings extends EngineSettings {
  readonly taskQueue: string;
  /** Where the spec names the task queue, else where it chooses Temporal. */
  readonly taskQueueRange: SourceRange;
}

/** The `engines` of a spec. One that is undefined was not chosen. */
export interface Engines {
  readonly restate: EngineSettings | undefined;
  readonly temporal: TemporalSettings | undefined;
}

/** The engines that were chosen, in the order of their names. */
export function chosenEngines(engines: Engines): readonly EngineName[] {
  return ENGINE_NAMES.filter((name) => engines[name] !== undefined);
}
