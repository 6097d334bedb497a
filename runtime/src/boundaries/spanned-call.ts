import { context, diag, trace } from "@opentelemetry/api";
import type { Attributes, Context, Span, SpanOptions, Tracer } from "@opentelemetry/api";
import { types } from "node:util";
import { logScopeOf } from "../logs/log-scope.ts";
import { describeErrorWithin, endSpan, startSpan } from "../task/index.ts";
import { VERSION } from "../task/metrics.ts";

// oxlint-disable-next-line typescript/no-explicit-any -- no other type takes every function
type Returning<Result> = (...parameters: any[]) => Result;

export type AnyFunction = Returning<unknown>;

/** How calls of a function are shown. */
export interface SpannedCall {
  readonly tracer: Tracer;
  readonly name: string;
  readonly options: SpanOptions | undefined;
  /** Computed only for a span that records. */
  readonly attributes?: Returning<Attributes> | undefined;
  /** The same, for what the call came to. */
  readonly resultAttributes?: Returning<Attributes> | undefined;
  /** What the caller gets in place of a result. Default: the result. */
  readonly resultOf?: (result: unknown) => unknown;
  /** Called for a span that has been marked as failed. */
  readonly describeFailure?: ((span: Span, error: unknown) => void) | undefined;
}

/** A tracer by its name, with the version of the runtime; or the tracer itself. */
export function tracerOf(tracer: string | Tracer): Tracer {
  return typeof tracer === "string" ? trace.getTracer(tracer, VERSION) : tracer;
}

/** The span of one call. */
export class CallSpan {
  /** What is called must run in this. */
  readonly active: Context;
  private readonly call: SpannedCall;
  private readonly parent: Context;
  private readonly span: Span;

  constructor(call: SpannedCall, parameters: readonly unknown[]) {
    this.call = call;
    this.parent = context.active();
    this.span = startSpan(call.tracer, call.name, call.options, this.parent);
    this.active = trace.setSpan(this.parent, this.span);
    this.describe(call.attributes, parameters);
  }

  /** Returns what the caller gets. */
  succeeded(result: unknown): unknown {
    this.describe(this.call.resultAttributes, [result]);
    this.end();
    return this.call.resultOf === undefined ? result : this.call.resultOf(result);
  }

  end(): void {
    endSpan(this.span);
  }

  failed(error: unknown): void {
    if (this.span.isRecording()) {
      describeErrorWithin(this.parent, this.span, error);
      this.call.describeFailure?.(this.span, error);
    }
    this.end();
  }

  /** Sensitive values of the task around the call are taken out. */
  private describe(compute: Returning<Attributes> | undefined, parameters: readonly unknown[]): void {
    if (compute === undefined || !this.span.isRecording()) {
      return;
    }
    try {
      const attributes = compute(...parameters);
      const redactor = logScopeOf(this.parent)?.redactor;
      this.span.setAttributes(redactor === undefined ? attributes : (redactor.fields(attributes) as Attributes));
    } catch (error) {
      diag.warn(`Attributes of the span ${this.call.name} could not be computed:`, error);
    }
  }
}

/**
 * Calls a function in a span: until it returns, or until the promise that it returns has settled. What else it may return,
 * a stream or a builder, is the caller's: the span is of the call.
 */
export function callInSpan(call: SpannedCall, fn: AnyFunction, receiver: unknown, parameters: readonly unknown[]): unknown {
  const span = new CallSpan(call, parameters);
  let result: unknown;
  try {
    result = context.with(span.active, fn, receiver, ...parameters);
  } catch (error) {
    span.failed(error);
    throw error;
  }
  if (types.isPromise(result)) {
    return settledInSpan(span, result);
  }
  return span.succeeded(result);
}

/** A promise that settles as the given one does, after the span has ended. */
function settledInSpan(span: CallSpan, promise: Promise<unknown>): Promise<unknown> {
  const settled = promise.then(
    (result) => span.succeeded(result),
    (error: unknown) => {
      span.failed(error);
      throw error;
    },
  );
  if (isPlain(promise)) {
    return settled;
  }
  // A promise that can do more, such as be cancelled, is what the caller expects.
  settled.catch(() => {});
  return promise;
}

function isPlain(promise: Promise<unknown>): boolean {
  return Object.getPrototypeOf(promise) === Promise.prototype && Object.keys(promise).length === 0;
}
