import type { LinkedStep, LinkedWorkflow } from "../ir/linked.ts";
import type { Attribute, MetricDeclaration } from "../ir/task.ts";
import type { Template } from "../ir/template.ts";
import type { SourceRange } from "../source/source-file.ts";

/** What all places have in common. */
export interface SiteBase {
  readonly template: Template;
  /** What the value is, as the subject of a sentence: "the input of `chargeCard`". */
  readonly label: string;
  /** Where to point if the value is wrong as a whole. */
  readonly at: SourceRange;
  readonly workflow: LinkedWorkflow | undefined;
  readonly step: LinkedStep | undefined;
}

export type ComputedAttribute = Extract<Attribute, { readonly kind: "computed" }>;

/** A place of the spec where a value stands whose type matters. */
export type Site = SiteBase &
  (
    | { readonly part: "when" | "items" | "input" | "value" | "compensate" | "result" }
    | { readonly part: "attribute"; readonly attribute: ComputedAttribute }
    | { readonly part: "metric"; readonly metric: MetricDeclaration }
  );
