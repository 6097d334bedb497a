import type { SpanContext } from "@opentelemetry/api";
import { Call } from "../../hand-written/call.ts";
import { below, extract, spanContextOf } from "./carrier.ts";
import type { Carrier } from "./carrier.ts";
import { withSpanId } from "./provider.ts";
import { spanIdOf } from "./span-id.ts";

const START_TO_CLOSE_TIMEOUT = 30_000;

/** Where a task stands in its run: what its span says of it. */
export interface Step {
  readonly runId: string;
  readonly stepId: string;
  readonly index?: number;
  /** The span above it. */
  readonly parent: string;
  /** Spans that it waited for. */
  readonly links: readonly string[];
}

/** What a task gives back beside its output: what spans that come later need of it. */
export interface Result<Output> {
  readonly output: Output;
  readonly spanId: string;
  readonly endedAt: number;
}

export type Task<Input, Output> = (input: Input, call: Call) => Promise<Output>;

export function idempotencyKeyOf({ runId, stepId, index }: Step): string {
  return index === undefined ? `${runId}/${stepId}` : `${runId}/${stepId}/${index}`;
}

export function attemptSpanIdOf(step: Step, number: number): string {
  return spanIdOf(`${idempotencyKeyOf(step)}#${number}`);
}

/** Runs one attempt with its timeout and its span. */
export async function attempt<Input, Output>(
  task: Task<Input, Output>,
  input: Input,
  step: Step,
  number: number,
  carrier: Carrier,
  signal?: AbortSignal,
): Promise<Result<Output>> {
  const caller = extract(carrier);
  const parent = below(caller, step.parent);
  const linked = (spanId: string): SpanContext => spanContextOf(caller, spanId);
  const call = new Call(step.runId, step.stepId, step.index, parent, step.links.map(linked));
  call.number = number;
  if (number > 1) {
    call.previous = linked(attemptSpanIdOf(step, number - 1));
  }
  const timer = setTimeout(expire, START_TO_CLOSE_TIMEOUT, call);
  const abort = (): void => call.abort(signal?.reason as Error);
  signal?.addEventListener("abort", abort, { once: true });
  const spanId = attemptSpanIdOf(step, number);
  try {
    const output = await withSpanId(spanId, () => task(input, call));
    return { output, spanId, endedAt: Date.now() };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}

function expire(call: Call): void {
  call.abort(new Error("The attempt took longer than 30 s."));
}
