import { SpanStatusCode } from "@opentelemetry/api";
import type {
  Attributes,
  AttributeValue,
  Context,
  Exception,
  Link,
  Span,
  SpanContext,
  SpanOptions,
  SpanStatus,
  TimeInput,
  Tracer,
} from "@opentelemetry/api";
import { ATTR_ERROR_TYPE } from "@opentelemetry/semantic-conventions";
import { startSpan } from "./guarded-span.ts";
import { ATTR_FOR_EACH_RESULT, ATTR_TASK_ATTEMPT, ATTR_TASK_RESULT, ATTR_WAIT_RESULT, ATTR_WORKFLOW_RESULT } from "./names.ts";
import { takeReservation, withReservation } from "./reserved-span-id.ts";
import type { CollapsedWork, Summary } from "./span-summary.ts";

/** Something that is done to a span, kept for later. */
type Deed = (span: Span) => void;

/** What says how a piece of work ended that did not succeed. */
const RESULTS = [ATTR_TASK_RESULT, ATTR_WORKFLOW_RESULT, ATTR_FOR_EACH_RESULT, ATTR_WAIT_RESULT];

/**
 * A span that is made only if the work fails. Until then, context goes on from the span above, so that what is called
 * belongs to the trace. It is one of few at a time: as many as a `forEach` has items under way.
 */
export class CollapsedSpan implements Span {
  private readonly tracer: Tracer;
  private readonly name: string;
  private readonly options: SpanOptions;
  private readonly parent: Context;
  private readonly summary: Summary;
  private readonly startedAt: number;
  private readonly reservation = takeReservation();
  private readonly attributes: Attributes = {};
  private readonly deeds: Deed[] = [];
  private status: SpanStatus | undefined;
  private made: Span | undefined;
  private hasEnded = false;

  constructor(tracer: Tracer, name: string, options: SpanOptions | undefined, parent: Context, summary: Summary) {
    this.tracer = tracer;
    this.name = name;
    this.options = options ?? {};
    this.parent = parent;
    this.summary = summary;
    this.startedAt = typeof this.options.startTime === "number" ? this.options.startTime : Date.now();
  }

  /** Of the span above, until the work has failed. */
  spanContext(): SpanContext {
    return (this.made ?? this.summary.span).spanContext();
  }

  isRecording(): boolean {
    return !this.hasEnded;
  }

  setAttribute(key: string, value: AttributeValue): this {
    this.attributes[key] = value;
    return this;
  }

  setAttributes(attributes: Attributes): this {
    Object.assign(this.attributes, attributes);
    return this;
  }

  addEvent(name: string, attributes?: Attributes | TimeInput, time: TimeInput = Date.now()): this {
    return this.later((span) => span.addEvent(name, attributes, time));
  }

  addLink(link: Link): this {
    return this.later((span) => span.addLink(link));
  }

  addLinks(links: Link[]): this {
    return this.later((span) => span.addLinks(links));
  }

  setStatus(status: SpanStatus): this {
    this.status = status;
    return this;
  }

  updateName(name: string): this {
    return this.later((span) => span.updateName(name));
  }

  recordException(exception: Exception, time: TimeInput = Date.now()): void {
    this.later((span) => {
      span.recordException(exception, time);
    });
  }

  end(endTime?: TimeInput): void {
    if (this.hasEnded) {
      return;
    }
    this.hasEnded = true;
    const now = Date.now();
    const { attributes, status } = this;
    const failed = status?.code === SpanStatusCode.ERROR || attributes[ATTR_ERROR_TYPE] !== undefined;
    if (failed) {
      this.make(endTime ?? now);
    }
    this.summary.add({
      result: failed ? "failure" : this.result(),
      duration: Math.max(0, now - this.startedAt) / 1_000,
      isRetry: Number(attributes[ATTR_TASK_ATTEMPT] ?? 1) > 1,
    });
  }

  private result(): CollapsedWork["result"] {
    return RESULTS.some((name) => this.attributes[name] === "cancelled") ? "cancelled" : "success";
  }

  private make(endTime: TimeInput): void {
    const { options, attributes, status } = this;
    const span = withReservation(this.reservation, () =>
      startSpan(this.tracer, this.name, { ...options, startTime: this.startedAt }, this.parent),
    );
    span.setAttributes(attributes);
    for (const deed of this.deeds) {
      deed(span);
    }
    if (status !== undefined) {
      span.setStatus(status);
    }
    span.end(endTime);
    this.made = span;
  }

  private later(deed: Deed): this {
    this.deeds.push(deed);
    return this;
  }
}
