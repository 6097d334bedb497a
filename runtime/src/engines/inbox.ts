import type { SpanContext } from "@opentelemetry/api";

/** A signal that has been sent. */
export interface Delivery<Sender = SpanContext> {
  readonly payload: unknown;
  /** The span that sent it. */
  readonly sender: Sender | undefined;
}

/** Somebody who waits for a signal. */
export interface Waiter<Sender = SpanContext> {
  receive(delivery: Delivery<Sender>): void;
}

/** The signals of one name: those that nobody has taken, or those who wait for one. */
interface Queue<Sender> {
  readonly deliveries: Delivery<Sender>[];
  readonly waiters: Set<Waiter<Sender>>;
}

/**
 * The signals that a run gets. Each is taken once; the first that came goes to the first who waits. `Sender` is how the
 * engine names spans.
 */
export class Inbox<Sender = SpanContext> {
  private readonly queues = new Map<string, Queue<Sender>>();

  deliver(signal: string, delivery: Delivery<Sender>): void {
    const queue = this.queueOf(signal);
    queue.deliveries.push(delivery);
    handOut(queue);
  }

  /**
   * What is there already is handed over soon, not before this returns.
   *
   * @returns Whether there is something for this waiter.
   */
  wait(signal: string, waiter: Waiter<Sender>): boolean {
    const queue = this.queueOf(signal);
    queue.waiters.add(waiter);
    if (queue.deliveries.length > 0) {
      // Not `queueMicrotask`: sandboxes of engines have none.
      void Promise.resolve().then(() => {
        handOut(queue);
      });
    }
    return queue.deliveries.length >= queue.waiters.size;
  }

  /** Somebody waits no longer. */
  leave(signal: string, waiter: Waiter<Sender>): void {
    this.queues.get(signal)?.waiters.delete(waiter);
  }

  private queueOf(signal: string): Queue<Sender> {
    let queue = this.queues.get(signal);
    if (queue === undefined) {
      queue = { deliveries: [], waiters: new Set() };
      this.queues.set(signal, queue);
    }
    return queue;
  }
}

function handOut<Sender>({ deliveries, waiters }: Queue<Sender>): void {
  for (const waiter of waiters) {
    const delivery = deliveries.shift();
    if (delivery === undefined) {
      return;
    }
    waiters.delete(waiter);
    waiter.receive(delivery);
  }
}
