import type { Signal } from "../../ir/signal.ts";
import type { SignalStep, SleepStep } from "../../ir/step.ts";
import { list } from "../../print/layout.ts";
import { numberLiteral, stringLiteral } from "../../print/literal.ts";
import type { BodyScope } from "./scope.ts";

export function printSleep({ duration }: SleepStep): string {
  return `flow.sleep(${numberLiteral(duration)})`;
}

/** @param column Of the line on which the call is returned. */
export function printWait({ timeout }: SignalStep, signal: Signal, { module, types }: BodyScope, column: number): string {
  const before = `${" ".repeat(column)}return `;
  const payload = module.useType(types.typeOf(signal.payload));
  const parameters = [
    stringLiteral(signal.name),
    ...(timeout === undefined ? [] : [`{ timeout: ${numberLiteral(timeout)} }`]),
  ];
  return list(`${before}flow.waitForSignal<${payload}>(`, parameters, ")").slice(before.length);
}
