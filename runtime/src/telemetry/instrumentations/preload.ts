/** Where all copies of this runtime in the process find whether instrumentations were loaded before the application. */
const PRELOADED = Symbol.for("@gen-flows/runtime/instrumentations");

const holder = globalThis as { [PRELOADED]?: true };

/** Notes that they were. False if that was known. */
export function notePreload(): boolean {
  const isFirst = holder[PRELOADED] === undefined;
  holder[PRELOADED] = true;
  return isFirst;
}

export function isPreloaded(): boolean {
  return holder[PRELOADED] === true;
}
