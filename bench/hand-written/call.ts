import type { Context, Span, SpanContext } from "@opentelemetry/api";

/** One call of a task: what the span of its attempt says of it, and what its body may need. */
export class Call {
  readonly runId: string;
  readonly stepId: string;
  readonly index: number | undefined;
  readonly parent: Context;
  readonly links: readonly SpanContext[];
  /** Of the attempt, from 1. */
  number = 1;
  span: Span | undefined;
  previous: SpanContext | undefined;
  private controller: AbortController | undefined;
  private reason: Error | undefined;

  constructor(
    runId: string,
    stepId: string,
    index: number | undefined,
    parent: Context,
    links: readonly SpanContext[],
  ) {
    this.runId = runId;
    this.stepId = stepId;
    this.index = index;
    this.parent = parent;
    this.links = links;
  }

  get idempotencyKey(): string {
    const step = `${this.runId}/${this.stepId}`;
    return this.index === undefined ? step : `${step}/${this.index}`;
  }

  /** Made when first read, because most bodies never do. */
  get signal(): AbortSignal {
    this.controller ??= new AbortController();
    if (this.reason !== undefined) {
      this.controller.abort(this.reason);
    }
    return this.controller.signal;
  }

  get isAborted(): boolean {
    return this.reason !== undefined;
  }

  abort(reason: Error): void {
    this.reason ??= reason;
    this.controller?.abort(this.reason);
  }

  /** Another attempt follows. */
  advance(): void {
    this.number += 1;
    this.previous = this.span?.spanContext();
  }
}
