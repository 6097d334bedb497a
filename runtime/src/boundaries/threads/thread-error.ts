/**
 * The thread of an attempt ended before the attempt did: its handler called `process.exit`, threw an error where nobody
 * catches it, or needed more memory than there is. Another attempt may succeed.
 */
export class ThreadError extends Error {
  override readonly name = "ThreadError";
}

const OUT_OF_MEMORY = "ERR_WORKER_OUT_OF_MEMORY";
const EXITED = /^worker exited with code: (-?\d+)$/;

/**
 * Says why a thread ended.
 *
 * @param error What the pool says of it.
 * @param hidesMessage The message of what was thrown may hold what the spec marks as sensitive.
 */
export function threadErrorOf(task: string, error: unknown, hidesMessage: boolean): ThreadError {
  const what = `The thread that ran task \`${task}\` ended`;
  const [, exitCode] = EXITED.exec(error instanceof Error ? error.message : "") ?? [];
  if (exitCode !== undefined) {
    return new ThreadError(`${what}: it exited with code ${exitCode}, as by process.exit(${exitCode}).`);
  }
  if (error instanceof Error && "code" in error && error.code === OUT_OF_MEMORY) {
    return new ThreadError(`${what}: it ran out of memory.`);
  }
  const thrown = error instanceof Error ? `${error.name}${hidesMessage ? "" : `: ${error.message}`}` : "not an Error";
  return new ThreadError(`${what}: nobody caught what was thrown in it (${thrown}).`, { cause: error });
}

/** Says why a thread could not begin. */
export function notBegun(task: string, error: unknown): ThreadError {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new ThreadError(`No thread can run task \`${task}\`: ${reason}`, { cause: error });
}
