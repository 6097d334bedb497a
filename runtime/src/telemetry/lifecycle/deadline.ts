/** The longest that a flush may take, in milliseconds, whatever the collector does. */
export const FLUSH_DEADLINE = 3_000;

/** Why something is unsent when the deadline is over. */
export const NO_ANSWER = `it did not take them within ${FLUSH_DEADLINE / 1_000} s.`;

/** Waits for some work, but no longer than this many milliseconds. Says whether it was done; never rejects. */
export async function within(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, milliseconds, false);
  });
  const done = work.then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
  }
}
