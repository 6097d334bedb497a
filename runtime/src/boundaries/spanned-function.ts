import { types } from "node:util";
import { callInSpan } from "./spanned-call.ts";
import type { AnyFunction, SpannedCall } from "./spanned-call.ts";
import { generatorInSpan } from "./spanned-generator.ts";

/** Generator functions in spans: a proxy does not look like one. */
const generators = new WeakSet<AnyFunction>();

/**
 * A function that does as the given one, each call in a span. It has the same name, length and properties, and makes the
 * same instances.
 *
 * @param receiverOf Says what `this` is for the function. Default: what it is for the caller.
 */
export function spannedFunction<Fn extends AnyFunction>(
  call: SpannedCall,
  fn: Fn,
  receiverOf: (receiver: unknown) => unknown = (receiver) => receiver,
): Fn {
  const isGenerator = types.isGeneratorFunction(fn) || generators.has(fn);
  const begin = isGenerator ? generatorInSpan : callInSpan;
  const spanned = new Proxy(fn, {
    apply: (target, receiver, parameters) => begin(call, target, receiverOf(receiver), parameters),
  });
  if (isGenerator) {
    generators.add(spanned);
  }
  return spanned;
}
