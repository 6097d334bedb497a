import type { RelayMessage } from "./messages.ts";

/** How the telemetry of a thread leaves it. */
export interface Relay {
  /** Tells the thread that exports. */
  send(message: RelayMessage): void;
  /** Whether the providers of the process are ours. If not, only those count that somebody registers in this thread. */
  readonly isOwned: boolean;
  /** Warns once, however many threads have the same to say. */
  warn(message: string): void;
}

let current: Relay | undefined;

/** From now on this is a thread of a pool, and exports nothing itself. To be called before the telemetry starts. */
export function relayTelemetry(relay: Relay): void {
  current = relay;
}

/** Undefined in the main thread, and in threads that are not ours. */
export function currentRelay(): Relay | undefined {
  return current;
}

/** Why spans of a thread are not recorded. */
export const NO_PROVIDER_IN_THREAD =
  "spans of tasks with `isolation: thread` are not recorded: a thread has no part in the provider of the main thread. " +
  "Register one with node --import, which every thread runs, or let the spec own the provider.";
