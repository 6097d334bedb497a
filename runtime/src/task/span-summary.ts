import type { Span } from "@opentelemetry/api";
import {
  ATTR_COLLAPSED_CANCELLED,
  ATTR_COLLAPSED_DURATION_MAX,
  ATTR_COLLAPSED_DURATION_MIN,
  ATTR_COLLAPSED_DURATION_SUM,
  ATTR_COLLAPSED_FAILURE,
  ATTR_COLLAPSED_RETRIES,
  ATTR_COLLAPSED_SUCCESS,
  ATTR_SPANS_COLLAPSED,
} from "./names.ts";

/** How many spans a run may make, its children included, and has made. */
export interface SpanBudget {
  readonly limit: number;
  made: number;
}

/** What is known of a span that was not made. */
export interface CollapsedWork {
  readonly result: "success" | "cancelled" | "failure";
  /** Seconds. */
  readonly duration: number;
  readonly isRetry: boolean;
}

/** What decides on spans that are too many, and counts them. */
export interface Summary {
  readonly span: Span;
  /** Whether there is room for another span, which is then taken. */
  admits(): boolean;
  add(work: CollapsedWork): void;
}

/**
 * What the span of a `forEach`, or of a workflow, says of what is below it and has no span.
 *
 * Items have none once the run has made as many spans as it may. Steps of a workflow keep theirs however many its
 * items have made, for they are few, and say what the run did; unless they alone are too many, as in a loop of a body
 * that is written by hand.
 */
export class SpanSummary implements Summary {
  readonly budget: SpanBudget;
  readonly span: Span;
  private readonly below: "steps" | "items";
  private steps = 0;
  private readonly counts = { success: 0, cancelled: 0, failure: 0 };
  private retries = 0;
  private shortest = Number.POSITIVE_INFINITY;
  private longest = 0;
  private total = 0;

  constructor(budget: SpanBudget, span: Span, below: "steps" | "items") {
    this.budget = budget;
    this.span = span;
    this.below = below;
  }

  admits(): boolean {
    const { budget } = this;
    if ((this.below === "steps" ? this.steps : budget.made) >= budget.limit) {
      return false;
    }
    this.steps += 1;
    budget.made += 1;
    return true;
  }

  add({ result, duration, isRetry }: CollapsedWork): void {
    this.counts[result] += 1;
    this.retries += isRetry ? 1 : 0;
    this.shortest = Math.min(this.shortest, duration);
    this.longest = Math.max(this.longest, duration);
    this.total += duration;
  }

  /** To be called before the span ends. */
  describe(): void {
    const { success, cancelled, failure } = this.counts;
    if (success + cancelled + failure > 0) {
      this.span.setAttributes({
        [ATTR_SPANS_COLLAPSED]: success + cancelled,
        [ATTR_COLLAPSED_SUCCESS]: success,
        [ATTR_COLLAPSED_CANCELLED]: cancelled,
        [ATTR_COLLAPSED_FAILURE]: failure,
        [ATTR_COLLAPSED_RETRIES]: this.retries,
        [ATTR_COLLAPSED_DURATION_MIN]: this.shortest,
        [ATTR_COLLAPSED_DURATION_MAX]: this.longest,
        [ATTR_COLLAPSED_DURATION_SUM]: this.total,
      });
    }
  }
}
