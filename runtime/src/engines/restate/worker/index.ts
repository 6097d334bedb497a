/** Restate's side of a worker: services, and a server for them. */
export { restateServices } from "./services.ts";
export type { RestateServices } from "./services.ts";
export { serveRestate } from "./serve-restate.ts";
export type { RestateServeOptions, RestateServer } from "./serve-restate.ts";
export type { RestateWorkerOptions } from "./worker-host.ts";
