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

/** What a relay has to tell. */
export type Told = { readonly kind: "telemetry"; readonly message: RelayMessage } | { readonly kind: "warning"; readonly message: string };

/** Where a thread of ours is told that it is one, in its `workerData`. */
const THREAD = "@gen-flows/runtime/thread";

/** What threads are made with, so that their telemetry knows where it is before anything else does: `--import` comes first. */
export function threadData(isOwned: boolean): object {
  return { [THREAD]: { isOwned } };
}

let found: { readonly relay: Relay | undefined } | undefined;
let tell: ((told: Told) => void) | undefined;
const untold: Told[] = [];

/** Undefined in the main thread, and in threads that are not ours: they export themselves. */
export function currentRelay(): Relay | undefined {
  found ??= { relay: relayOf(process.getBuiltinModule("node:worker_threads").workerData) };
  return found.relay;
}

/** From now on, what this thread has to tell goes there. So does what it had to tell before. */
export function connectRelay(listener: (told: Told) => void): void {
  tell = listener;
  for (const told of untold.splice(0)) {
    listener(told);
  }
}

function relayOf(data: unknown): Relay | undefined {
  const given = (data as { readonly [THREAD]?: { readonly isOwned: boolean } } | null | undefined)?.[THREAD];
  return (
    given && {
      isOwned: given.isOwned,
      send: (message) => {
        say({ kind: "telemetry", message });
      },
      warn: (message) => {
        say({ kind: "warning", message });
      },
    }
  );
}

function say(told: Told): void {
  if (tell === undefined) {
    untold.push(told);
  } else {
    tell(told);
  }
}

/** Why spans of a thread are not recorded. */
export const NO_PROVIDER_IN_THREAD =
  "spans of tasks with `isolation: thread` are not recorded: a thread has no part in the provider of the main thread. " +
  "Register one with node --import, which every thread runs, or let the spec own the provider.";
