import { hash, valueFor } from "./shape.ts";
import { DECLINED } from "./vocabulary.ts";
import type { RandomTask } from "./vocabulary.ts";

/** What a handler does in one attempt. */
export type Deed =
  | { readonly kind: "returns"; readonly output: unknown }
  | { readonly kind: "throws" }
  | { readonly kind: "declines"; readonly data: unknown };

/**
 * What the handler of a task does: always the same for the same call, so that whoever knows the spec knows the run.
 *
 * @param key The idempotency key.
 * @param attempt From 1.
 */
export function deedOf(task: RandomTask, key: string, attempt: number): Deed {
  const chance = hash(`${task.name} ${key}`) % 3;
  if (task.behaviour === "flaky" && attempt === 1 && chance === 0) {
    return { kind: "throws" };
  }
  if (task.behaviour === "declining" && chance !== 0) {
    return { kind: "declines", data: valueFor(DECLINED, key) };
  }
  return { kind: "returns", output: task.output && valueFor(task.output, key) };
}
