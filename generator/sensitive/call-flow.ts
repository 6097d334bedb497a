import type { ArrowExpression, CallExpression, Expression } from "../ir/expression.ts";
import type { Evaluate, FlowScope } from "./flow-scope.ts";
import { arrayOf, either, flat, HARMLESS, itemOf, labelOf, labelWithin } from "./flow-value.ts";
import type { FlowValue } from "./flow-value.ts";
import { strictest } from "./label.ts";
import type { Label } from "./label.ts";

/** Methods whose result holds items of the array as they are. */
const KEEPS_ITEMS: ReadonlySet<string> = new Set(["filter", "slice", "toReversed", "toSorted"]);

/** Methods whose result is an item of the array. */
const GIVES_ITEM: ReadonlySet<string> = new Set(["at", "find", "findLast"]);

/** What a call may give. Of a method that is not known in detail, anything that it gets to see may be in the result. */
export function callFlow({ callee, arguments: given }: CallExpression, scope: FlowScope, evaluate: Evaluate): FlowValue {
  const { labels } = scope;
  const receiver = callee.kind === "member" ? evaluate(callee.object, scope) : HARMLESS;
  const method = callee.kind === "member" ? callee.property : "";
  const [first] = given;
  const item = itemOf(receiver, undefined, labels);
  if (KEEPS_ITEMS.has(method)) {
    return receiver;
  }
  if (GIVES_ITEM.has(method)) {
    return item;
  }
  if (first?.kind === "arrow" && (method === "map" || method === "flatMap")) {
    const made = applied(first, [item], scope, evaluate);
    const items = method === "map" ? made : either(made, itemOf(made, undefined, labels));
    return either(flat(labelOf(receiver, labels)), arrayOf(items));
  }
  if (method === "concat") {
    const others = given.map((other) => evaluate(other, scope));
    return either(receiver, ...others, ...others.map(arrayOf));
  }
  if (first?.kind === "arrow" && method === "reduce") {
    return reduced(first, item, given[1], scope, evaluate);
  }
  const seen = flat(labelWithin(receiver, labels));
  return either(seen, ...given.map((argument) => argumentFlow(argument, seen, scope, evaluate)));
}

function argumentFlow(argument: Expression, seen: FlowValue, scope: FlowScope, evaluate: Evaluate): FlowValue {
  const value =
    argument.kind === "arrow"
      ? applied(argument, argument.parameters.map(() => seen), scope, evaluate)
      : evaluate(argument, scope);
  return flat(labelWithin(value, scope.labels));
}

/** What there is so far goes into the next round; labels have few steps, so that comes to an end. */
function reduced(
  combine: ArrowExpression,
  item: FlowValue,
  initial: Expression | undefined,
  scope: FlowScope,
  evaluate: Evaluate,
): FlowValue {
  let soFar: Label | undefined = initial && labelWithin(evaluate(initial, scope), scope.labels);
  for (;;) {
    const made = applied(combine, [flat(soFar), item], scope, evaluate);
    const next: Label | undefined = strictest(soFar, labelWithin(made, scope.labels));
    if (next?.rule === soFar?.rule) {
      return flat(next);
    }
    soFar = next;
  }
}

/** What a function gives for arguments; those that are not said are numbers that count. */
function applied(
  arrow: ArrowExpression,
  given: readonly FlowValue[],
  scope: FlowScope,
  evaluate: Evaluate,
): FlowValue {
  const parameters = new Map(arrow.parameters.map(({ name }, index) => [name, given[index] ?? HARMLESS]));
  return evaluate(arrow.body, { ...scope, name: (name) => parameters.get(name) ?? scope.name(name) });
}
