import type { DataConverter } from "@temporalio/common";
import { loadClientConnectConfig } from "@temporalio/envconfig";
import type { ClientConnectConfig } from "@temporalio/envconfig";

/** How to reach Temporal's server. What is left out comes from Temporal's own variables and profiles. */
export interface TemporalConnectionOptions {
  /** `host:port`. Default: `TEMPORAL_ADDRESS`, else `localhost:7233`. */
  readonly address?: string | undefined;
  /** Default: `TEMPORAL_NAMESPACE`, else `default`. */
  readonly namespace?: string | undefined;
  /** Of the file that `TEMPORAL_CONFIG_FILE` names. Default: `TEMPORAL_PROFILE`, else `default`. */
  readonly profile?: string | undefined;
  /**
   * How payloads are written, for instance encrypted, as Temporal's SDK describes it. Callers and workers need the same.
   * What travels in headers (the trace, baggage, and the spec's `context`) is not written by it.
   */
  readonly dataConverter?: DataConverter | undefined;
}

/** What Temporal's own clients are given. */
export interface TemporalConnectionSettings {
  readonly connection: ClientConnectConfig["connectionOptions"];
  readonly namespace: string;
}

/**
 * Where the server is, as every tool of Temporal's finds it: `TEMPORAL_ADDRESS`, `TEMPORAL_NAMESPACE`,
 * `TEMPORAL_API_KEY`, `TEMPORAL_TLS` and its companions, and the profiles of a configuration file.
 *
 * @throws Error if the file or a variable cannot be read.
 */
export function connectionSettings({ address, namespace, profile }: TemporalConnectionOptions): TemporalConnectionSettings {
  const known = loadClientConnectConfig(profile === undefined ? {} : { profile });
  return {
    connection: { ...known.connectionOptions, ...(address !== undefined && { address }) },
    namespace: namespace ?? known.namespace ?? "default",
  };
}
