import type { Context } from "@opentelemetry/api";
import type { ReadableSpan, Span, SpanProcessor } from "@opentelemetry/sdk-trace";
import { warn } from "../lifecycle/warn.ts";
import { errorText } from "../error-text.ts";

/**
 * Hands spans to processors that may still be added later: the SDK takes them in its constructor only. One that
 * throws is told of once and disturbs neither the others nor the code whose span it is.
 */
export class MutableSpanProcessor implements SpanProcessor {
  private readonly processors: SpanProcessor[] = [];
  private warned = false;

  get isEmpty(): boolean {
    return this.processors.length === 0;
  }

  add(processor: SpanProcessor): void {
    this.processors.push(processor);
  }

  onStart(span: Span, parent: Context): void {
    this.each((processor) => {
      processor.onStart(span, parent);
    });
  }

  onEnding(span: Span): void {
    this.each((processor) => {
      processor.onEnding?.(span);
    });
  }

  onEnd(span: ReadableSpan): void {
    this.each((processor) => {
      processor.onEnd(span);
    });
  }

  async forceFlush(): Promise<void> {
    await Promise.allSettled(this.processors.map(async (processor) => processor.forceFlush()));
  }

  async shutdown(): Promise<void> {
    await Promise.allSettled(this.processors.map(async (processor) => processor.shutdown()));
  }

  private each(call: (processor: SpanProcessor) => void): void {
    for (const processor of this.processors) {
      try {
        call(processor);
      } catch (error) {
        if (!this.warned) {
          this.warned = true;
          warn(`a span processor throws, and may miss spans: ${errorText(error)}`);
        }
      }
    }
  }
}
