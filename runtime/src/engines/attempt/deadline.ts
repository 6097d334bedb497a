/** Told once that its time is up. */
export interface Expiring {
  expire(): void;
}

/** Node takes no longer delay: it would fire at once. */
const LONGEST_DELAY = 2 ** 31 - 1;

/** How often a queue looks at most. A deadline is never early, and late by about this much. */
const GRANULARITY = 10;

const queues = new Map<number, DeadlineQueue>();

/**
 * Sets a deadline, and keeps the process alive until then.
 *
 * There is no timer a deadline: deadlines of the same duration expire in the order in which they were set, so
 * a queue and a timer for each duration are enough, and a deadline that is met in time costs two list
 * operations.
 *
 * @param duration Milliseconds.
 */
export function startDeadline(duration: number, owner: Expiring): Deadline {
  let queue = queues.get(duration);
  if (queue === undefined) {
    queue = new DeadlineQueue(duration);
    queues.set(duration, queue);
  }
  return queue.add(owner);
}

/** An entry of a queue. */
export class Deadline {
  readonly owner: Expiring;
  /** By `performance.now()`. */
  readonly at: number;
  previous: Deadline | undefined;
  next: Deadline | undefined;
  private queue: DeadlineQueue | undefined;

  constructor(queue: DeadlineQueue, owner: Expiring, at: number) {
    this.queue = queue;
    this.owner = owner;
    this.at = at;
  }

  /** `expire` will not be called any more. */
  cancel(): void {
    this.queue?.remove(this);
    this.queue = undefined;
  }
}

class DeadlineQueue {
  private readonly duration: number;
  private first: Deadline | undefined;
  private last: Deadline | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(duration: number) {
    this.duration = duration;
  }

  add(owner: Expiring): Deadline {
    const deadline = new Deadline(this, owner, performance.now() + this.duration);
    if (this.last === undefined) {
      this.first = deadline;
      this.wakeFor(deadline);
    } else {
      deadline.previous = this.last;
      this.last.next = deadline;
    }
    this.last = deadline;
    return deadline;
  }

  remove(deadline: Deadline): void {
    const { previous, next } = deadline;
    if (previous === undefined) {
      this.first = next;
    } else {
      previous.next = next;
    }
    if (next === undefined) {
      this.last = previous;
    } else {
      next.previous = previous;
    }
    // A deadline that is old enough to outlive a minor collection would keep all those after it alive.
    deadline.previous = undefined;
    deadline.next = undefined;
    if (this.first === undefined) {
      // The timer stays for whoever comes next, but nobody waits for it.
      this.timer?.unref();
    }
  }

  private wakeFor(deadline: Deadline): void {
    if (this.timer === undefined) {
      const delay = Math.max(deadline.at - performance.now(), GRANULARITY);
      this.timer = setTimeout(() => {
        this.look();
      }, Math.min(Math.ceil(delay), LONGEST_DELAY));
    } else {
      this.timer.ref();
    }
  }

  private look(): void {
    this.timer = undefined;
    const now = performance.now();
    try {
      while (this.first !== undefined && this.first.at <= now) {
        const { first } = this;
        first.cancel();
        first.owner.expire();
      }
    } finally {
      this.lookAgain();
    }
  }

  private lookAgain(): void {
    if (this.first !== undefined) {
      this.wakeFor(this.first);
    } else if (this.timer === undefined) {
      queues.delete(this.duration);
    }
  }
}
