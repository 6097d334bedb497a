/** Sends what is already serialized. Its connections and timers do not keep the process alive. */
export interface OtlpTransport {
  /**
   * @param timeout for the whole call, in milliseconds.
   * @returns the body of the answer.
   * @throws ExportError if the data were not taken.
   */
  send(data: Uint8Array, timeout: number): Promise<Uint8Array>;
  shutdown(): void;
}

/** A transport that sends again what was not taken. */
export interface RetryingTransport extends OtlpTransport {
  /** Why what is on its way was not taken the last time, if so. */
  trouble(): Error | undefined;
}
