import { warn } from "../../telemetry/lifecycle/warn.ts";

const said = new Set<string>();

/** Tells the operator something, once for all threads. */
export function warnOnce(message: string): void {
  if (!said.has(message)) {
    said.add(message);
    warn(message);
  }
}
