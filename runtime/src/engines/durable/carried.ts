import type { SettledSpan, SpanReference } from "./span-reference.ts";

/** What travels with a run from whoever starts it to all that it does. Plain data. */
export interface Carried {
  /**
   * What the propagators of the spec have written for whatever the run is below: `traceparent`, `tracestate`, `baggage`
   * and the like.
   */
  readonly headers: Readonly<Record<string, string>>;
  /** The values of the spec's `context`, valid and with their defaults. Left out where the spec declares none. */
  readonly context?: Readonly<Record<string, unknown>>;
  /** The fields of `withLogFields` around whatever started the run: for its spans and log records. Left out if none. */
  readonly fields?: Readonly<Record<string, string | number | boolean>>;
  /** What the workflow's span says of how the run was called: see `arrivalAttributes`. Left out if nothing. */
  readonly arrival?: Readonly<Record<string, boolean | number>>;
  /**
   * The workflow's span. Left out where who started the run could not settle it: through a command line, or because its
   * provider gives spans no ids of ours. The worker then settles it, and the engine's journal keeps it.
   */
  readonly span?: SettledSpan;
  /** What the workflow's span is below, if that is known better than from `headers`: its parent, for a child. */
  readonly parent?: SettledSpan;
  /** Where a child stands in its parent. */
  readonly place?: CarriedPlace;
}

/** What of it an attempt needs. */
export type CarriedToTask = Pick<Carried, "headers" | "context" | "fields" | "span">;

/** Where a child workflow stands in its parent. */
export interface CarriedPlace {
  readonly stepId: string;
  /** Left out outside of a `forEach`. */
  readonly index?: number;
  /** From 1. */
  readonly attempt: number;
  /** The workflow span of the failed attempt before this one. */
  readonly previous?: SpanReference;
  readonly links: readonly SpanReference[];
}

/** What a run carries that came with nothing. */
export const NOTHING_CARRIED: Carried = { headers: {} };
