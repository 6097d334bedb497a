import { errorText } from "../error-text.ts";
import type { Destination, PartialSuccess } from "../exporters/exporter-definition.ts";
import { warn } from "../lifecycle/warn.ts";
import { deliveryAdvice } from "./delivery-advice.ts";

/** What an exporter sends. */
export type Signal = "spans" | "metrics" | "logs";

const ITEM = { spans: "span", metrics: "metric", logs: "log record" };

/** The SDK keeps metrics together by itself: they are neither late nor too many. */
const LATE = { spans: "spans end", metrics: "metrics are recorded", logs: "log records are made" };

const QUEUE_ADVICE = {
  spans: "Raise telemetry.processor.maxQueueSize, or sample.",
  metrics: "",
  logs: "Raise telemetry.logs.processor.maxQueueSize, or log less.",
};

/** Counts what becomes of an exporter's spans or log records, and tells the operator what went wrong: each cause once. */
export class DeliveryReport {
  exported = 0;
  dropped = 0;
  /** Exports of metrics that are under way. */
  metricsOnTheWay = 0;
  private readonly destination: Destination;
  private readonly signal: Signal;
  private readonly said = new Set<string>();
  /** Why the last attempt failed. */
  private failure: string | undefined;
  private lostByFailure = 0;
  private overflow = 0;
  private ending = false;

  constructor(destination: Destination, signal: Signal) {
    this.destination = destination;
    this.signal = signal;
  }

  /** The last attempt failed. */
  get isFailing(): boolean {
    return this.failure !== undefined;
  }

  delivered(count: number): void {
    this.exported += count;
    if (this.failure !== undefined) {
      this.failure = undefined;
      const lost = this.lostByFailure > 0 ? `; ${this.items(this.lostByFailure)} lost` : "";
      if (this.sayOnce("recovered", `${this.signal} reach ${this.destination.address} again${lost}.`)) {
        this.lostByFailure = 0;
      }
    }
  }

  /** Of what was delivered, the destination has rejected some. Sending it again would not help. */
  rejected({ rejected, message }: PartialSuccess): void {
    this.exported -= rejected;
    this.dropped += rejected;
    const why = message === "" ? "it does not say why." : message;
    const what = rejected === 0 ? `has taken all ${this.signal}, with a warning` : `rejects some ${this.signal}`;
    this.sayOnce("rejected", `${this.destination.address} ${what}: ${why}`);
  }

  /** The exporter failed, and this many are lost. */
  failed(count: number, error: unknown): void {
    this.dropped += count;
    this.lostByFailure += count;
    this.tellFailure(error);
  }

  /** The destination cannot be reached. Nothing is lost yet. */
  unreachable(error: unknown): void {
    this.tellFailure(error);
  }

  /** One more than may wait. They are told together, once nothing waits any more. */
  overflowed(): void {
    this.dropped += 1;
    this.overflow += 1;
  }

  /** Nothing waits any more. */
  settled(maxQueueSize: number): void {
    if (this.overflow > 0 && !this.said.has("overflow")) {
      this.sayOverflow("overflow", this.items(this.overflow), maxQueueSize);
    }
  }

  /** A span ended, or a record was made, after the end. */
  late(): void {
    this.dropped += 1;
    this.sayOnce("late", `${LATE[this.signal]} after telemetry has been stopped: they are dropped.`);
  }

  /** The process is about to end: what fails from now on is told in one sum, by `ended`. */
  end(): void {
    this.ending = true;
  }

  /**
   * The process ends.
   *
   * @param unsent how many were given up.
   * @param reason why, unless the exporter has failed: that is the better reason, and may have been told.
   */
  ended(unsent: number, reason: string, maxQueueSize: number): void {
    this.dropped += unsent;
    const lost = unsent + this.lostByFailure;
    if (lost > 0) {
      const why = this.said.has("failing") ? "." : `: ${this.failure ?? reason}`;
      this.sayOnce("ended", `${this.items(lost)} not sent to ${this.destination.address}${why}`);
      this.lostByFailure = 0;
    }
    this.settled(maxQueueSize);
    if (this.overflow > 0) {
      this.sayOverflow("overflow at the end", `another ${this.items(this.overflow)}`, maxQueueSize);
    }
  }

  /** The process ends, perhaps with metrics on their way. */
  endedMetrics(reason: string): void {
    if (this.metricsOnTheWay > 0 && !this.isFailing) {
      this.sayOnce("ended", `metrics were not sent to ${this.destination.address}: ${reason}`);
    }
  }

  /** Puts an error in words, with what to check. */
  explain(error: unknown): string {
    return `${errorText(error)}. ${deliveryAdvice(this.destination, error)}`;
  }

  private tellFailure(error: unknown): void {
    this.failure = this.explain(error);
    if (!this.ending) {
      this.sayOnce(
        "failing",
        `${this.signal} cannot be sent to ${this.destination.address}: ${this.failure} Workflows run on.`,
      );
    }
  }

  private sayOverflow(cause: string, subject: string, maxQueueSize: number): void {
    this.overflow = 0;
    this.sayOnce(
      cause,
      `${subject} dropped: more than ${maxQueueSize} waited for ${this.destination.address}. ` +
        QUEUE_ADVICE[this.signal],
    );
  }

  private items(count: number): string {
    const item = ITEM[this.signal];
    return count === 1 ? `1 ${item} was` : `${count} ${item}s were`;
  }

  private sayOnce(cause: string, message: string): boolean {
    if (this.said.has(cause)) {
      return false;
    }
    this.said.add(cause);
    warn(message);
    return true;
  }
}

