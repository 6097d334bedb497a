import type { MeterProvider, TracerProvider } from "@opentelemetry/api";

/** How the calls of a service are traced and measured. */
export interface InterceptorOptions {
  /** For a service of `telemetry.services`: `providers.get("billing")` has it. Default: that of the process. */
  readonly tracerProvider?: TracerProvider | undefined;
  /** As `tracerProvider`, for `rpc.client.call.duration` and `rpc.server.call.duration`. */
  readonly meterProvider?: MeterProvider | undefined;
  /**
   * Sets the attributes that say who is on the other side: `server.address` and `server.port`; on a server also, where
   * `peerContextValues` is given to its adapter, `client.address`, `network.peer.address` and `network.peer.port`. Default:
   * false, because there are as many as there are clients, and addresses of clients are personal data.
   */
  readonly peerAttributes?: boolean | undefined;
}
