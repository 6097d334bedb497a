/**
 * The order that was inferred: `checkout: {fraud, stock} -> {charge}`. Steps in braces run at the same time.
 *
 * @param waves Undefined for a workflow whose body is written by hand.
 */
export function formatWaves(workflow: string, waves: readonly (readonly string[])[] | undefined): string {
  if (waves === undefined) {
    return `${workflow}: written by hand`;
  }
  const order = waves.map((wave) => `{${wave.join(", ")}}`).join(" -> ");
  return `${workflow}: ${order === "" ? "no steps" : order}`;
}
