import { SpanStatusCode } from "@opentelemetry/api";
import type { ReadableSpan, Span, SpanProcessor } from "@opentelemetry/sdk-trace";
import { ATTR_ERROR_TYPE } from "@opentelemetry/semantic-conventions";

/** A program that forgets to end spans must not be kept from forgetting them. The oldest are let go. */
const MAXIMUM_SPANS = 10_000;

/**
 * Knows which spans are under way. If the process is ended in the middle of them, they are ended too, so that a
 * trace has no finished span below a parent that never arrives.
 */
export class OpenSpans implements SpanProcessor {
  private readonly spans = new Set<Span | ReadableSpan>();

  onStart(span: Span): void {
    this.spans.add(span);
    if (this.spans.size > MAXIMUM_SPANS) {
      for (const oldest of this.spans) {
        this.spans.delete(oldest);
        break;
      }
    }
  }

  onEnd(span: ReadableSpan): void {
    this.spans.delete(span);
  }

  /**
   * Ends all spans, the latest first: a child ends before its parent.
   *
   * @param type What `error.type` says: the signal, or the name of the error.
   */
  interrupt(type: string): void {
    for (const span of [...this.spans].toReversed() as Span[]) {
      span.setAttribute(ATTR_ERROR_TYPE, type);
      span.setStatus({ code: SpanStatusCode.ERROR, message: `The process was ended by ${type}.` });
      span.end();
    }
  }

  async forceFlush(): Promise<void> {}

  async shutdown(): Promise<void> {
    this.spans.clear();
  }
}
