const underWay = new Set<Promise<unknown>>();

/** Notes that code is being loaded, for a test that must not go on before it is there. */
export function trackLoad<Value>(load: Promise<Value>): Promise<Value> {
  const forget = (): void => {
    underWay.delete(load);
  };
  underWay.add(load);
  load.then(forget, forget);
  return load;
}

/** Resolves once nothing is being loaded. */
export async function loadsSettled(): Promise<void> {
  while (underWay.size > 0) {
    await Promise.allSettled(underWay);
  }
}
