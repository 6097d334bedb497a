import type { SpanContext } from "@opentelemetry/api";
import { endSpan, startSpan } from "../../task/index.ts";
import type { Work } from "../../workflow/index.ts";
import { describeWait } from "../spans/step-spans.ts";
import type { RunScope } from "./run-scope.ts";
import type { SpanPlace } from "./run-spans.ts";

/** How a wait ended. */
export interface WaitEnd {
  /** Left out if it came to its purpose. */
  readonly result?: "timeout" | "cancelled";
  /** The span that sent the signal that was waited for. */
  readonly sender?: SpanContext | undefined;
}

/** A wait of a run, under way. */
export class Wait {
  private readonly scope: RunScope;
  private readonly above: SpanPlace;
  private readonly name: string;
  private readonly step: Pick<Work, "stepId" | "index" | "links">;
  private readonly signal: string | undefined;
  /** As OpenTelemetry's SDK has the start of its spans. */
  private readonly startTime = Date.now();
  /** The system's clock may be set before the wait is over. */
  private readonly measuredFrom = performance.now();
  private readonly segment: number;
  private readonly began: number;

  /**
   * @param name Of the span.
   * @param signal What is waited for, if it is a signal.
   */
  constructor(scope: RunScope, above: SpanPlace, name: string, step: Wait["step"], signal?: string) {
    this.scope = scope;
    this.above = above;
    this.name = name;
    this.step = step;
    this.signal = signal;
    this.segment = above.segment;
    this.began = scope.host.clock.now();
    scope.spans.waitBegan();
  }

  /**
   * Makes the span of the wait, now that it is over: on an engine, nothing could keep it open across restarts. If the
   * run has begun a new trace meanwhile, the span is in that one, begins with it, and says how long the wait was.
   */
  end({ result, sender }: WaitEnd): SpanContext {
    const { scope, above, step, signal } = this;
    scope.spans.waitEnded();
    const { context, segment } = above;
    const beganBefore = segment !== this.segment;
    const startTime = beganBefore ? above.startTime : this.startTime;
    const span = startSpan(scope.host.application.tracer, this.name, { startTime }, context);
    const duration = beganBefore ? scope.host.clock.now() - this.began : undefined;
    describeWait(span, { step, signal, result, sender, duration });
    endSpan(span, beganBefore ? undefined : startTime + performance.now() - this.measuredFrom);
    return span.spanContext();
  }
}
