import type { LogBridge } from "../../logs/bridge.ts";

/**
 * Starts bridges.
 *
 * @returns a function that ends them.
 */
export function startBridges(bridges: readonly LogBridge[] = []): () => void {
  const ends = bridges.map((bridge) => bridge.start());
  return () => {
    for (const end of ends) {
      end();
    }
  };
}
