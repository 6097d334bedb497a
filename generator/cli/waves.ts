/** The order that was inferred: `checkout: {fraud, stock} -> {charge}`. Steps in braces run at the same time. */
export function formatWaves(workflow: string, waves: readonly (readonly string[])[]): string {
  const order = waves.map((wave) => `{${wave.join(", ")}}`).join(" -> ");
  return `${workflow}: ${order === "" ? "no steps" : order}`;
}
