/** Temporal's server cannot be reached, or refuses us. The message says where it was looked for. */
export class TemporalConnectionError extends Error {
  override readonly name = "TemporalConnectionError";

  constructor(address: string, cause: unknown) {
    super(
      `Temporal's server does not answer at ${address}. Check that it runs there (\`temporal server start-dev\` starts one), ` +
        "that TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE say where it is, and for a server with TLS or API keys TEMPORAL_TLS " +
        `and TEMPORAL_API_KEY. It was: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
}
