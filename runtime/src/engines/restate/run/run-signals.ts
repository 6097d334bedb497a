import type { WorkflowContext } from "@restatedev/restate-sdk";
import type { SettledSpan } from "../../durable/span-reference.ts";
import type { Journal } from "../journal/journal.ts";
import { signalPromise } from "../names.ts";

/** A signal as a promise of the workflow keeps it. */
export interface SentSignal {
  readonly payload?: unknown;
  readonly sender?: SettledSpan;
  /** When it came, by the clock of the worker that took it; milliseconds since 1970. */
  readonly at: number;
}

/** Somebody who waits for a signal. */
export interface Waiter {
  receive(signal: SentSignal): void;
}

/** The signals of one name. */
interface Queue {
  readonly kept: SentSignal[];
  readonly waiters: Set<Waiter>;
  /** How many promises have been asked for. */
  asked: number;
  isAsking: boolean;
}

/**
 * The signals that a run gets. Whoever sends one resolves the first promise of the workflow, for signals of that name, that
 * nobody has resolved; a run that waits takes one after the other. So they come in the order in which they were sent,
 * each is taken once, and they may be sent before anybody waits.
 */
export class RunSignals {
  private readonly journal: Journal;
  private readonly context: WorkflowContext;
  private readonly queues = new Map<string, Queue>();

  constructor(journal: Journal, context: WorkflowContext) {
    this.journal = journal;
    this.context = context;
  }

  /** The first who waits gets the first that came; not before this returns. */
  wait(signal: string, waiter: Waiter): void {
    const queue = this.queueOf(signal);
    queue.waiters.add(waiter);
    if (queue.kept.length > 0) {
      void Promise.resolve().then(() => {
        this.serve(signal, queue);
      });
    } else {
      this.ask(signal, queue);
    }
  }

  /** Whether a signal has come for the next who waits. */
  isThere(signal: string): boolean {
    const queue = this.queues.get(signal);
    return queue !== undefined && queue.kept.length > queue.waiters.size;
  }

  /** Somebody waits no longer. */
  leave(signal: string, waiter: Waiter): void {
    this.queueOf(signal).waiters.delete(waiter);
  }

  private ask(signal: string, queue: Queue): void {
    if (queue.isAsking) {
      return;
    }
    queue.isAsking = true;
    queue.asked += 1;
    const promise = this.context.promise<SentSignal>(signalPromise(signal, queue.asked)).get();
    void this.journal.wait(promise).then((sent) => {
      queue.isAsking = false;
      queue.kept.push(sent);
      this.serve(signal, queue);
    });
  }

  private serve(signal: string, queue: Queue): void {
    handOut(queue);
    if (queue.waiters.size > 0) {
      this.ask(signal, queue);
    }
  }

  private queueOf(signal: string): Queue {
    let queue = this.queues.get(signal);
    if (queue === undefined) {
      queue = { kept: [], waiters: new Set(), asked: 0, isAsking: false };
      this.queues.set(signal, queue);
    }
    return queue;
  }
}

function handOut({ kept, waiters }: Queue): void {
  for (const waiter of waiters) {
    const sent = kept.shift();
    if (sent === undefined) {
      return;
    }
    waiters.delete(waiter);
    waiter.receive(sent);
  }
}
