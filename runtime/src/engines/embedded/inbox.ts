import type { SpanContext } from "@opentelemetry/api";

/** A signal that has been sent. */
export interface Delivery {
  readonly payload: unknown;
  /** The span that sent it. */
  readonly sender: SpanContext | undefined;
}

/** Somebody who waits for a signal. */
export interface Waiter {
  receive(delivery: Delivery): void;
}

/** The signals of one name: those that nobody has taken, or those who wait for one. */
interface Queue {
  readonly deliveries: Delivery[];
  readonly waiters: Set<Waiter>;
}

/** The signals that a run gets. Each is taken once; the first that came goes to the first who waits. */
export class Inbox {
  private readonly queues = new Map<string, Queue>();

  deliver(signal: string, delivery: Delivery): void {
    const queue = this.queueOf(signal);
    queue.deliveries.push(delivery);
    handOut(queue);
  }

  /**
   * What is there already is handed over soon, not before this returns.
   *
   * @returns Whether there is something for this waiter.
   */
  wait(signal: string, waiter: Waiter): boolean {
    const queue = this.queueOf(signal);
    queue.waiters.add(waiter);
    if (queue.deliveries.length > 0) {
      queueMicrotask(() => {
        handOut(queue);
      });
    }
    return queue.deliveries.length >= queue.waiters.size;
  }

  /** Somebody waits no longer. */
  leave(signal: string, waiter: Waiter): void {
    this.queues.get(signal)?.waiters.delete(waiter);
  }

  private queueOf(signal: string): Queue {
    let queue = this.queues.get(signal);
    if (queue === undefined) {
      queue = { deliveries: [], waiters: new Set() };
      this.queues.set(signal, queue);
    }
    return queue;
  }
}

function handOut({ deliveries, waiters }: Queue): void {
  for (const waiter of waiters) {
    const delivery = deliveries.shift();
    if (delivery === undefined) {
      return;
    }
    waiters.delete(waiter);
    waiter.receive(delivery);
  }
}
