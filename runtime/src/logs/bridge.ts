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

/** A bridge that is there once, however many parts of the program ask for it: a record is made once. */
export function defineBridge(name: string, open: () => void, close: () => void): LogBridge {
  let users = 0;
  return {
    name,
    start: () => {
      users += 1;
      if (users === 1) {
        open();
      }
      let hasEnded = false;
      return () => {
        if (!hasEnded) {
          hasEnded = true;
          users -= 1;
          if (users === 0) {
            close();
          }
        }
      };
    },
  };
}
