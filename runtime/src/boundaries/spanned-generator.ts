import { context } from "@opentelemetry/api";
import { types } from "node:util";
import { CallSpan } from "./spanned-call.ts";
import type { AnyFunction, SpannedCall } from "./spanned-call.ts";

type Step = "next" | "return" | "throw";

/** Either kind: what it answers to a step is a result, or the promise of one. */
type AnyGenerator = Record<Step, (...values: unknown[]) => IteratorResult<unknown> | Promise<IteratorResult<unknown>>>;

/**
 * Calls a generator function, synchronous or not. Its body begins with the first `next`, and so does its span; it ends where a
 * `finally` around the body would run. One that is dropped half-way has neither. Each step runs in the span.
 */
export function generatorInSpan(call: SpannedCall, fn: AnyFunction, receiver: unknown, parameters: readonly unknown[]): unknown {
  const generator = Reflect.apply(fn, receiver, parameters) as AnyGenerator;
  let span: CallSpan | undefined;
  let hasEnded = false;
  const end = (tell: (span: CallSpan) => void): void => {
    if (span !== undefined && !hasEnded) {
      tell(span);
    }
    hasEnded = true;
  };
  const answered = (result: IteratorResult<unknown>): IteratorResult<unknown> => {
    if (result.done === true) {
      end((ending) => {
        ending.end();
      });
    }
    return result;
  };
  const threw = (error: unknown): never => {
    end((ending) => {
      ending.failed(error);
    });
    throw error;
  };
  const step =
    (name: Step): AnyGenerator[Step] =>
    (...values) => {
      // A generator that is closed before its first step never runs.
      hasEnded ||= span === undefined && name !== "next";
      if (hasEnded) {
        return Reflect.apply(generator[name], generator, values);
      }
      span ??= new CallSpan(call, parameters);
      try {
        const result = context.with(span.active, generator[name], generator, ...values);
        return types.isPromise(result) ? result.then(answered, threw) : answered(result);
      } catch (error) {
        return threw(error);
      }
    };
  return Object.create(generator, {
    next: { value: step("next") },
    return: { value: step("return") },
    throw: { value: step("throw") },
  });
}
