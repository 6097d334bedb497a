/** As the runtime has it. */
export type TraceMode = "single" | "linked" | "auto";

/** How the spans of runs are laid out. What is undefined is left to the runtime's defaults. */
export interface TraceSettings {
  /** The instrumentation scope of the spans. */
  readonly scope: { readonly name: string; readonly version: string };
  /** Of workflows that do not say so themselves. */
  readonly mode: TraceMode | undefined;
  /** Milliseconds. */
  readonly longestWait: number | undefined;
  readonly spansPerRun: number | undefined;
  /** On an engine: spans of attempts are exported before the engine hears of their end. Undefined if not. */
  readonly durableSpans: true | undefined;
  /** The system whose attributes stand beside ours. */
  readonly compat: "dotflow" | undefined;
}
