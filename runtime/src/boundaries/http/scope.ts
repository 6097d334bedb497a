/** The instrumentation scope of the spans and metrics of requests. */
export const SCOPE = "@gen-flows/runtime/http";
export const VERSION = "0.1.0";
