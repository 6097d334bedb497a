/**
 * Cancels a run on a server when `signal` aborts, as well as it can be done.
 *
 * @returns Stops listening, once the run is known to be over: a signal that outlives many runs must not keep them.
 */
export function cancelOnAbort(
  signal: AbortSignal | undefined,
  cancel: (reason: unknown) => Promise<void>,
): () => void {
  const onAbort = (): void => {
    cancel(signal?.reason).catch(() => {});
  };
  if (signal?.aborted === true) {
    onAbort();
  } else {
    signal?.addEventListener("abort", onAbort, { once: true });
  }
  return () => {
    signal?.removeEventListener("abort", onAbort);
  };
}
