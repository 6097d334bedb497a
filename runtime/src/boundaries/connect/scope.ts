/** The instrumentation scope of the spans and metrics of calls. */
export const SCOPE = "@gen-flows/runtime/connect";
