/** Turns what a logger of somebody else says into log records of OpenTelemetry. */
export interface LogBridge {
  /** As in the spec. */
  readonly name: string;
  /**
   * Begins. Called once telemetry has started.
   *
   * @returns a function that ends it.
   */
  start(): () => void;
}
