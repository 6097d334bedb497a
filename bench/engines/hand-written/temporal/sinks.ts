import type { Sinks } from "@temporalio/workflow";
import type { Carrier } from "../carrier.ts";
import type { LateSpan } from "../late-span.ts";

/** What the sandbox tells the worker, which makes spans of it. */
export interface RunSinks extends Sinks {
  readonly runs: {
    ended(run: { readonly spanId: string; readonly lateSpans: LateSpan[] }, carrier: Carrier): void;
  };
}
