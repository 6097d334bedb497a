/** What engines and callers need of telemetry, whoever owns the providers. */
export interface Telemetry {
  /**
   * Registers the providers, or adopts those that are there. Synchronous; does nothing the second time.
   *
   * @throws TelemetryConfigError if the configuration asks for something that cannot be done.
   */
  start(): void;
  /** Sends everything that has ended. Never rejects, and takes no longer than 3 s. */
  flush(): Promise<void>;
  /** As `flush`, for spans alone. */
  flushSpans(): Promise<void>;
  /** Flushes, then stops for good. Never rejects, and takes no longer than 3 s. */
  shutdown(): Promise<void>;
  /**
   * Something to wait for before making more spans, when so many wait that some would soon be dropped; `undefined`
   * otherwise. Resolves when there is room, and after 1 s at the latest.
   */
  ready(): Promise<void> | undefined;
  /** Whether spans can be given ids that are settled before they are made. False before the start, and of adopted providers. */
  reservesSpanIds(): boolean;
  /** Workflows that have a sampler of their own. */
  readonly sampledWorkflows?: ReadonlySet<string>;
  /** Where to look at a trace, if the spec says so in `links.trace`. */
  traceUrl(traceId: string): string | undefined;
}
