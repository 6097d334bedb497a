/** `@gen-flows/runtime/http`: spans of requests, those that are sent and those that are served. */
export type { ServedRequestOptions } from "./served-request.ts";
export { tracedFetch } from "./traced-fetch.ts";
export type { TracedRequestInit } from "./traced-fetch.ts";
export { tracedHandler } from "./traced-handler.ts";
export type { TracedHandlerOptions } from "./traced-handler.ts";
export { tracedListener } from "./traced-listener.ts";
