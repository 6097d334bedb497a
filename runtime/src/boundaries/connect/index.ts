/** `@gen-flows/runtime/connect`: spans of calls by ConnectRPC, on both sides. */
export { clientInterceptor } from "./client-interceptor.ts";
export type { InterceptorOptions } from "./options.ts";
export { peerContextValues } from "./peer.ts";
export { serverInterceptor } from "./server-interceptor.ts";
