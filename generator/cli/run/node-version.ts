/** The OpenTelemetry SDK, and with it the runtime, needs a newer Node than the generator. */
export const RUNTIME_NODE_VERSION = "22.15.0";

/** Compares `22.15.0` and the like by their numbers. */
export function isAtLeast(version: string, minimum: string): boolean {
  const wanted = minimum.split(".").map(Number);
  const given = version.split(".").map((part) => Number.parseInt(part, 10));
  for (const [index, least] of wanted.entries()) {
    const number = given[index] ?? 0;
    if (number !== least) {
      return number > least;
    }
  }
  return true;
}
