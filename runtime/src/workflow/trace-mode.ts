/**
 * `single`: a run is one trace. `linked`: after it has done nothing but wait, it goes on in a new one that links to the
 * one before. `auto`: only after a long wait.
 */
export type TraceMode = "single" | "linked" | "auto";
