interface Caller {
  readonly idempotencyKey: string;
  readonly attempt: number;
  readonly signal: AbortSignal;
}

interface Duration {
  readonly milliseconds?: number | undefined;
}

/**
 * Has an effect in another system, which answers when it is done, and does it once for each idempotency key.
 *
 * @param effect What is done; `stuck` is never done.
 */
export async function perform(effect: string, caller: Caller, { milliseconds = 0 }: Duration = {}): Promise<void> {
  const response = await fetch(`${process.env["EFFECTS_URL"]}/${effect}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      key: caller.idempotencyKey,
      attempt: caller.attempt,
      worker: process.pid,
      milliseconds,
    }),
    signal: caller.signal,
  });
  if (!response.ok) {
    throw new Error(`The other system answered with ${response.status}`);
  }
}
