import type { StreamRequest, UnaryRequest } from "@connectrpc/connect";
import { SpanKind, trace } from "@opentelemetry/api";
import type { Attributes, Context, Histogram, Span } from "@opentelemetry/api";
import { ATTR_ERROR_TYPE, ATTR_RPC_METHOD, ATTR_RPC_STATUS_CODE, ATTR_RPC_SYSTEM_NAME } from "@opentelemetry/semantic-conventions";
import { RPC_SYSTEM_NAME_VALUE_CONNECTRPC } from "@opentelemetry/semantic-conventions/incubating";
import { describeErrorWithin, endSpan, startSpan } from "../../task/index.ts";
import { VERSION } from "../../task/metrics.ts";
import { durations } from "./durations.ts";
import type { InterceptorOptions } from "./options.ts";
import { peerAttributesOf } from "./peer.ts";
import { SCOPE } from "./scope.ts";
import { failureOf } from "./status.ts";
import type { Side } from "./status.ts";

type AnyRequest = UnaryRequest | StreamRequest;

const KINDS = { client: SpanKind.CLIENT, server: SpanKind.SERVER };

/**
 * One call, on one side. It ends once: with its answer, with the end of its stream, or when its signal is aborted.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/rpc/rpc-spans/
 */
export class Call {
  /** What belongs to the call runs in this. */
  readonly active: Context;
  private readonly side: Side;
  private readonly signal: AbortSignal;
  private readonly span: Span;
  private readonly histogram: Histogram | undefined;
  private readonly attributes: Attributes;
  private readonly startedAt = performance.now();
  private hasEnded = false;

  constructor(side: Side, span: Span, parent: Context, signal: AbortSignal, histogram: Histogram | undefined, attributes: Attributes) {
    this.side = side;
    this.span = span;
    this.active = trace.setSpan(parent, span);
    this.signal = signal;
    this.histogram = histogram;
    this.attributes = attributes;
  }

  succeeded(): void {
    this.end({});
  }

  failed(thrown: unknown): void {
    if (this.hasEnded) {
      return;
    }
    const { code, isError, error } = failureOf(this.side, thrown, this.signal);
    if (isError) {
      describeErrorWithin(this.active, this.span, error);
    }
    this.end({ [ATTR_RPC_STATUS_CODE]: code, ...(isError && { [ATTR_ERROR_TYPE]: code }) });
  }

  private end(outcome: Attributes): void {
    if (this.hasEnded) {
      return;
    }
    this.hasEnded = true;
    this.span.setAttributes(outcome);
    endSpan(this.span);
    this.histogram?.record((performance.now() - this.startedAt) / 1_000, { ...this.attributes, ...outcome });
  }
}

/** Begins the calls of one side. */
export function createCalls(side: Side, { tracerProvider, meterProvider, peerAttributes = false }: InterceptorOptions) {
  const tracer = (tracerProvider ?? trace).getTracer(SCOPE, VERSION);
  const histogramOf = durations(side, meterProvider);
  return ({ method, url, contextValues, signal }: AnyRequest, parent: Context): Call => {
    const name = `${method.parent.typeName}/${method.name}`;
    const described = { [ATTR_RPC_SYSTEM_NAME]: RPC_SYSTEM_NAME_VALUE_CONNECTRPC, [ATTR_RPC_METHOD]: name };
    const attributes = peerAttributes ? { ...described, ...peerAttributesOf(side, url, contextValues) } : described;
    const span = startSpan(tracer, name, { kind: KINDS[side], attributes }, parent);
    return new Call(side, span, parent, signal, histogramOf(), attributes);
  };
}
