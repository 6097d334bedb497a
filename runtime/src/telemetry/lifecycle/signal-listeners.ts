/** The package signal-exit, in its versions 3 and 4, counts its own listeners here. */
interface SignalExitEmitter {
  readonly count?: number;
}

/**
 * Whether somebody besides us decides what a signal does.
 *
 * The package signal-exit, which many packages bring along, does not count: like us, it raises the signal again, and
 * only if no other listener is there. Each of us would wait for the other, and the process would never end.
 */
export function applicationListens(signal: NodeJS.Signals, ours: NodeJS.SignalsListener): boolean {
  const others = process.listeners(signal).filter((listener) => listener !== ours).length;
  return others > signalExitListeners();
}

function signalExitListeners(): number {
  const emitters = [
    Reflect.get(process, "__signal_exit_emitter__") as SignalExitEmitter | undefined,
    Reflect.get(globalThis, Symbol.for("signal-exit emitter")) as SignalExitEmitter | undefined,
  ];
  return emitters.reduce((total, emitter) => total + (emitter?.count ?? 0), 0);
}
