import { errorText } from "../error-text.ts";
import type { Destination, PartialSuccess } from "../exporters/exporter-definition.ts";
import { warn } from "../lifecycle/warn.ts";
import { deliveryAdvice } from "./delivery-advice.ts";

/** What an exporter sends. */
export type Signal = "spans" | "metrics" | "logs";

const ITEM = { spans: "span", metrics: "data point", logs: "log record" };

/** The SDK keeps metrics together by itself: they are neither late nor too many. */
const LATE = { spans: "spans end", metrics: "metrics are recorded", logs: "log records are made" };

const QUEUE_ADVICE = {
  spans: "Raise telemetry.processor.maxQueueSize, or sample.",
  metrics: "",
  logs: "Raise telemetry.logs.processor.maxQueueSize, or log less.",
};

/** Why items are lost. */
type Loss = "failure" | "overflow" | "late" | "rejection";

/**
 * Counts what becomes of an exporter's spans or log records, and tells the operator what went wrong: each cause once,
 * but every loss with its number. The lines that tell losses begin as `docs/delivery.md` says, for machines to read.
 */
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
  /** Losses that have not been told yet. */
  private readonly untold: Record<Loss, number> = { failure: 0, overflow: 0, late: 0, rejection: 0 };
  private ending = false;

  constructor(destination: Destination, signal: Signal) {
    this.destination = destination;
    this.signal = signal;
  }

  private get address(): string {
    return this.destination.address;
  }

  /** The last attempt failed. */
  get isFailing(): boolean {
    return this.failure !== undefined;
  }

  /** @param partialSuccess What the destination has rejected of them. Sending it again would not help. */
  delivered(count: number, partialSuccess?: PartialSuccess): void {
    this.exported += count;
    if (this.failure !== undefined) {
      this.failure = undefined;
      if (this.said.has("failing") && this.sayOnce("recovered", `${this.signal} reach ${this.address} again.`)) {
        this.tellLoss("failure", `not sent to ${this.address} while it failed.`);
      }
    }
    if (partialSuccess !== undefined) {
      this.rejected(partialSuccess);
    }
  }

  /** The exporter failed, and this many are lost. */
  failed(count: number, error: unknown): void {
    this.lose("failure", count);
    this.tellFailure(error);
  }

  /** The destination cannot be reached, or takes nothing for now. Nothing is lost yet. */
  unreachable(error: unknown): void {
    this.tellFailure(error);
  }

  /** One more than may wait. They are told together, once nothing waits any more. */
  overflowed(): void {
    this.lose("overflow", 1);
  }

  /** Nothing waits any more. */
  settled(maxQueueSize: number): void {
    if (!this.said.has("overflow")) {
      this.tellOverflow(maxQueueSize);
    }
  }

  /** A span ended, or a record was made, after the end. How many is told when the process exits. */
  late(): void {
    this.lose("late", 1);
    if (this.sayOnce("late spans", `${LATE[this.signal]} after telemetry has been stopped: they are dropped.`)) {
      process.once("exit", () => {
        this.tellLoss("late", "dropped after telemetry had been stopped.");
      });
    }
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
    this.lose("failure", unsent);
    const why = this.said.has("failing") ? "." : `: ${this.failure ?? reason}`;
    this.tellLoss("failure", `not sent to ${this.address}${why}`);
    this.tellOverflow(maxQueueSize);
    this.tellLoss("rejection", `rejected by ${this.address}.`);
  }

  /**
   * The process ends, perhaps with metrics that were never collected, or are on their way.
   *
   * @param points how many series were recorded since the last export: each would have been one data point.
   */
  endedMetrics(points: number, reason: string): void {
    this.tellLoss("rejection", `rejected by ${this.address}.`);
    if (points > 0 && !this.said.has("ended")) {
      this.said.add("ended");
      this.lose("failure", points);
      this.tellLoss("failure", `not sent to ${this.address}: ${this.failure ?? reason}`);
    } else if (this.metricsOnTheWay > 0 && !this.isFailing) {
      this.sayOnce("ended", `metrics were not sent to ${this.address}: ${reason}`);
    }
  }

  /** Puts an error in words, with what to check. */
  explain(error: unknown): string {
    return `${errorText(error)}. ${deliveryAdvice(this.destination, error)}`;
  }

  private rejected({ rejected, message }: PartialSuccess): void {
    this.exported -= rejected;
    this.lose("rejection", rejected);
    const why = message === "" ? "it does not say why." : message;
    if (rejected === 0) {
      this.sayOnce("warning", `${this.address} has taken all ${this.signal}, with a warning: ${why}`);
    } else if (!this.said.has("rejection")) {
      this.tellLoss("rejection", `rejected by ${this.address}: ${why}`);
    }
  }

  private lose(loss: Loss, count: number): void {
    this.dropped += count;
    this.untold[loss] += count;
  }

  private tellFailure(error: unknown): void {
    this.failure = this.explain(error);
    if (!this.ending) {
      this.sayOnce(
        "failing",
        `${this.signal} cannot be sent to ${this.address}: ${this.failure} Workflows run on.`,
      );
    }
  }

  private tellOverflow(maxQueueSize: number): void {
    this.tellLoss(
      "overflow",
      `dropped: more than ${maxQueueSize} waited for ${this.address}. ${QUEUE_ADVICE[this.signal]}`,
    );
  }

  /** For example: `12 more spans were dropped: …`. */
  private tellLoss(loss: Loss, rest: string): void {
    const count = this.untold[loss];
    if (count > 0) {
      this.untold[loss] = 0;
      const more = this.said.has(loss) ? "more " : "";
      this.said.add(loss);
      warn(`${count} ${more}${ITEM[this.signal]}${count === 1 ? " was" : "s were"} ${rest}`);
    }
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
