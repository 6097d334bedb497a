/** What is asked for such a request. */
interface AskedPath {
  readonly url?: string | undefined;
}

/**
 * For `ignoreIncomingRequestHook` of the instrumentation of `http`: requests for these paths, such as those of health checks,
 * make no spans, nor does what is done for them.
 *
 * @param paths Without their queries. One that ends with `/*` stands for all below it.
 */
export function ignorePaths(paths: readonly string[]): (request: AskedPath) => boolean {
  const beginnings = paths.filter((path) => path.endsWith("/*")).map((path) => path.slice(0, -1));
  const whole = new Set(paths);
  return ({ url = "" }) => {
    const [path = ""] = url.split("?", 1);
    return whole.has(path) || beginnings.some((beginning) => path.startsWith(beginning));
  };
}
