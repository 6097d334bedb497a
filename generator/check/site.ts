import type { LinkedStep } from "../ir/linked.ts";
import type { Attribute, TaskMetric } from "../ir/task.ts";
import type { ScalarTemplate, Template } from "../ir/template.ts";
import type { SourceRange } from "../source/source-file.ts";

/** Finds a step by the name with which a place can read it; undefined for names that mean nothing there. */
export type StepLookup = (name: string) => LinkedStep | undefined;

/** What all places have in common. */
export interface SiteBase {
  readonly template: Template;
  /** What the value is, as the subject of a sentence: "the input of `chargeCard`". */
  readonly label: string;
  /** Where to point if the value is wrong as a whole. */
  readonly at: SourceRange;
  /** The step that a `when` could keep from running; undefined for a result, and for what belongs to no step. */
  readonly step: LinkedStep | undefined;
}

export type ComputedAttribute = Extract<Attribute, { readonly kind: "computed" }>;

/** A place of the spec where a value stands whose type matters. */
export type Site = SiteBase &
  (
    | { readonly part: "when" | "items" | "input" | "value" | "compensate" | "result" }
    | { readonly part: "attribute"; readonly attribute: ComputedAttribute }
    | { readonly part: "metric"; readonly metric: TaskMetric }
  );

/** A site where it stands in the code. */
export interface PlacedSite {
  /** Offsets of the code that checks it. */
  readonly start: number;
  readonly end: number;
  readonly site: Site;
  /** The steps that its expressions can name; undefined where they know none. */
  readonly steps: StepLookup | undefined;
  /** The conditions around it of which TypeScript forgets what they say about properties, since a closure is between. */
  readonly forgotten: readonly ScalarTemplate[];
}
