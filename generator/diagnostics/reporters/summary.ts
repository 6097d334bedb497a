import type { Diagnostic } from "../diagnostic.ts";

/** How many errors and warnings there are: `3 errors, 1 warning`; empty for none. */
export function summarize(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  return [count(errors, "error"), count(diagnostics.length - errors, "warning")]
    .filter((text) => text !== "")
    .join(", ");
}

function count(amount: number, noun: string): string {
  return amount === 0 ? "" : `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}
