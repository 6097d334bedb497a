import type { LinkedBlock } from "../ir/linked.ts";
import type { Site } from "./site.ts";
import type { CheckModule } from "./check-module.ts";
import type { NameScope } from "./name-scope.ts";

/** What a block without `result` comes to: a record of its steps, or nothing. */
export type BlockDefault = "steps" | "nothing";

/** What a block is to the step around it. */
export interface BlockPlace {
  /** Of its `result`. */
  readonly site: Omit<Site & { readonly part: "result" }, "template">;
  readonly otherwise: BlockDefault;
}

/** What the code of a workflow is written with. */
export interface Writing {
  readonly module: CheckModule;
  /**
   * Appends the call that a block becomes. It is here because blocks hold steps and steps hold blocks, and modules
   * are not to import each other in a circle.
   */
  readonly writeBlockCall: (writing: Writing, block: LinkedBlock, place: BlockPlace, scope: NameScope) => void;
}
