/** What ends a process in peace. */
const SIGNALS = ["SIGTERM", "SIGINT"] as const;

/**
 * Stops something when the process is told to end, and then lets it end as it would have: the signal is raised again, once nobody
 * of ours listens. Telemetry, which sees that somebody decides what the signal does, only flushes before that, and ends
 * the process after. A second signal does not wait.
 *
 * @returns a function that takes the listeners away.
 */
export function stopOnSignals(stop: () => Promise<void>): () => void {
  const unlisten = (): void => {
    for (const signal of SIGNALS) {
      process.off(signal, onSignal);
    }
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    const raise = (): void => {
      unlisten();
      process.kill(process.pid, signal);
    };
    for (const each of SIGNALS) {
      process.off(each, onSignal);
      process.once(each, raise);
    }
    const raiseOnce = (): void => {
      for (const each of SIGNALS) {
        process.off(each, raise);
      }
      raise();
    };
    stop().then(raiseOnce, raiseOnce);
  };
  for (const signal of SIGNALS) {
    process.on(signal, onSignal);
  }
  return unlisten;
}
